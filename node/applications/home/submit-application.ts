import { AppError } from '../../../core/errors.ts';
import type { NodeId } from '../../../core/ids.ts';
import type { Caller } from '../../../core/roles.ts';
import type { Tx } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import { homeStore } from '../home-store.ts';
import type { Application } from '../legs.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import { sendMessage } from '../send.ts';
import { chooseDatasets } from './choose-datasets.ts';
import { ownApplication, ownApplicationToChange } from './gate.ts';
import { homeSnapshot, problemsOf, submissionFor } from './submission.ts';

const mustBeReady = (parts: Parts, application: Application): void => {
  if (application.submittedAt !== undefined) throw new AppError('conflict', 'already-submitted', 'This application was submitted already.');
  const errors = problemsOf(parts, application).filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return;
  throw new AppError('unprocessable', 'application-incomplete', `${errors.length} ${errors.length === 1 ? 'answer is' : 'answers are'} missing or wrong. Your text is saved.`, {
    problems: errors.map((error) => ({ path: error.country === undefined ? error.linkId : `${error.linkId}@${error.country}`, code: error.code, message: error.message })),
    extra: { fields: errors },
  });
};

const addLeg = async (parts: Parts, tx: Tx, application: Application, node: NodeId, country: string): Promise<void> => {
  const at = parts.clock.now();
  await homeStore.addLeg(tx, { application: application.id, node, country, version: application.version, at });
  await logStore.addHistory(tx, 'home', { application: application.id, node }, { at, status: 'ROUTING', by: 'applicant' });
  const snapshot = homeSnapshot(parts, application, { node, status: 'ROUTING', decisionStatus: undefined }, await homeStore.nextSeq(tx, application.id, node));
  await sendMessage(parts, tx, node, { event: 'leg-submit', snapshot, submission: submissionFor(parts, application, country) });
};

/** Submits: one application, one leg per deciding node, the messages written in the same transaction (transition 1, applications.md §2.3).
 *  A country whose node is down does not matter here: its message waits.
 *  @throws AppError `application-incomplete` with every problem by linkId; `already-submitted`; `datasets-not-available` */
export const submitApplication = async (parts: Parts, caller: Caller, id: string): Promise<Application> => {
  const asked = await ownApplication(parts, parts.db, caller, id);
  mustBeReady(parts, asked);
  const datasets = await chooseDatasets(parts, asked.datasets.map((dataset) => dataset.id));
  const submitted = await inTransaction(parts.db, async (tx) => {
    const draft = await ownApplicationToChange(parts, tx, caller, id);
    mustBeReady(parts, draft);
    const at = parts.clock.now();
    // The version of each description is frozen with the application.
    const frozen = draft.datasets.map((dataset) => datasets.find((fresh) => fresh.id === dataset.id) ?? dataset);
    const application: Application = { ...draft, datasets: frozen, version: 1, submittedAt: at, updatedAt: at };
    await homeStore.saveDraft(tx, application);
    await homeStore.markSubmitted(tx, id, at, application.version);
    await parts.audit.record(tx, { actor: caller.person, role: 'researcher', action: 'application-submitted', target: `application:${id}`, outcome: 'success', details: { datasets: frozen.length } });
    const legs = new Map(frozen.map((dataset) => [dataset.node as NodeId, dataset.country]));
    // The own leg last: it tells the other countries at once, and they should have their own part by then.
    const ownLast = [...legs].sort(([a], [b]) => Number(a === parts.node.id) - Number(b === parts.node.id));
    for (const [node, country] of ownLast) await addLeg(parts, tx, application, node, country);
    return application;
  });
  parts.wake();
  return submitted;
};
