import type { QuestionnaireResponse, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.d.ts';
import type { ChosenDataset, Submission } from '../../core/applications/messages.ts';
import { fieldTypesOf } from '../../core/applications/form/field-types.ts';
import { extensions } from '../leg-to-fhir/terms.ts';
import { need, shapeFault } from './shape-fault.ts';

type Item = QuestionnaireResponseItem;

const valueOf = (answer: QuestionnaireResponseItemAnswer): unknown =>
  answer.valueBoolean ?? answer.valueInteger ?? answer.valueDecimal ?? answer.valueDate ?? answer.valueCoding?.code ?? answer.valueUri ?? answer.valueString;

const textAt = (items: readonly Item[] | undefined, linkId: string): string | undefined => {
  const value = items?.find((item) => item.linkId === linkId)?.answer?.map(valueOf)[0];
  return typeof value === 'string' ? value : undefined;
};

const datasetFrom = (item: Item): ChosenDataset => {
  const titles = item.item?.find((inner) => inner.linkId === 's1.datasets.title')?.answer ?? [];
  const version = textAt(item.item, 's1.datasets.version');
  return {
    id: need(textAt(item.item, 's1.datasets.dataset_id'), 'dataset id'),
    iri: need(textAt(item.item, 's1.datasets.iri'), 'dataset address'),
    node: need(textAt(item.item, 's1.datasets.node'), 'dataset node'),
    title: Object.fromEntries(titles.map((answer) => [answer.valueCoding?.code ?? 'und', answer.valueCoding?.display ?? ''])),
    ...(version === undefined ? {} : { version }),
  };
};

/** `urn:ehds-node:Questionnaire:application-access|1.0.0` or any address that ends so: the base is the home node's and says nothing. */
const formIn = (questionnaire: string): { form: string; formVersion: string } => {
  const found = /([A-Za-z-]+)\|([^|]+)$/.exec(questionnaire);
  if (found === null) throw shapeFault('QuestionnaireResponse.questionnaire names no version');
  return { form: found[1] as string, formVersion: found[2] as string };
};

/** The answers in a QuestionnaireResponse. `language` may be empty here: its absence is a business finding of its own (`missing-language`).
 *  @throws AppError `shape` */
export const responseToSubmission = (response: QuestionnaireResponse, title: string): Submission => {
  const { form, formVersion } = formIn(need(response.questionnaire, 'QuestionnaireResponse.questionnaire'));
  const types = fieldTypesOf(form, formVersion);
  const valuesIn = (items: readonly Item[]): Record<string, unknown> =>
    Object.fromEntries(
      items.map((item) => {
        const values = (item.answer ?? []).map(valueOf);
        return [item.linkId, types(item.linkId) === 'choices' || values.length > 1 ? values : values[0]];
      }),
    );
  const groups = response.item ?? [];
  const pages = groups.filter((group) => group.linkId === 's6').map((group) => {
    const [first, ...rest] = group.item ?? [];
    return [need(textAt(first === undefined ? [] : [first], 's6.country_id'), 's6.country_id'), valuesIn(rest)] as const;
  });
  return {
    form, formVersion, title,
    language: response.language ?? '',
    datasets: (groups.find((group) => group.linkId === 's1')?.item ?? []).filter((item) => item.linkId === 's1.datasets').map(datasetFrom),
    answers: {
      values: valuesIn(groups.filter((group) => group.linkId !== 's1' && group.linkId !== 's6').flatMap((group) => group.item ?? [])),
      perCountry: Object.fromEntries(pages),
    },
    contentHash: need(response.extension?.find((extension) => extension.url === extensions.contentHash)?.valueString, 'content hash'),
  };
};
