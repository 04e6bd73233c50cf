import type { RegisterEntry, RegisterPage } from '../../../core/api/register.ts';
import { formOf } from '../../../core/applications/form/forms.ts';
import { visibleAnswers } from '../../../core/applications/visibility.ts';
import { deskStore } from '../desk-store.ts';
import type { ReceivedLeg } from '../legs.ts';
import type { Parts } from '../parts.ts';

const decisionOf = (leg: ReceivedLeg): Pick<RegisterEntry, 'decision'> => {
  const { decision, decisionPublishedAt } = leg;
  if (decision === undefined || decisionPublishedAt === undefined) return {};
  const { outcome, decisionId, issuedAt, justification } = decision;
  return { decision: { outcome, decisionId, issuedAt, publishedAt: decisionPublishedAt, ...(justification === undefined ? {} : { justification }) } };
};

/** One leg of this node as everybody may see it: what the coordinator's role may see is exactly the public part of section 2. */
const entryOf = (parts: Parts, leg: ReceivedLeg): RegisterEntry => ({
  id: leg.application, type: leg.type, title: leg.title,
  answers: visibleAnswers(formOf(leg.type, leg.formVersion)?.fields ?? [], leg.answers, ['coordinator']).values,
  countries: [...new Set(leg.datasets.map((dataset) => parts.findAddressee(dataset.node as never)?.country ?? dataset.node))].sort(),
  datasets: leg.datasets.filter((dataset) => dataset.node === parts.node.id).map(({ iri, title }) => ({ iri, title })),
  hdab: parts.node.name['en'] ?? parts.node.id, received: leg.receivedAt, status: leg.status, changed: leg.decisionPublishedAt ?? leg.asOf,
  ...decisionOf(leg),
});

/** The public register of this node, newest first (applications.md §6.3). An entry exists from reception; a decision once a person published it. */
export const readRegister = async (parts: Parts, query: { readonly page: number; readonly perPage: number }): Promise<RegisterPage> => {
  const { total, legs } = await deskStore.page(parts.db, query);
  return { total, page: query.page, perPage: query.perPage, entries: legs.map((leg) => entryOf(parts, leg)) };
};
