import { AppError } from '../../../core/errors.ts';
import type { Caller } from '../../../core/roles.ts';
import { inTransaction } from '../../storage/db.ts';
import { homeStore } from '../home-store.ts';
import type { Application, HomeLeg } from '../legs.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import { sendMessage } from '../send.ts';
import { ownApplicationToChange } from './gate.ts';
import { homeSnapshot, submissionFor } from './submission.ts';

/** The receiver said "not validated": a new version may go. One that was merely undelivered is sent again by an operator, with its old message id. */
export const isResubmittable = (leg: HomeLeg): boolean => leg.status === 'NOT_VALIDATED' && leg.reason !== 'undelivered';

/** Transition 4: the part of one country goes again as the next version. @throws AppError `leg-not-found`, `not-possible-now` */
export const resubmit = async (parts: Parts, caller: Caller, id: string, node: string): Promise<void> => {
  await inTransaction(parts.db, async (tx) => {
    const application = await ownApplicationToChange(parts, tx, caller, id);
    const leg = await homeStore.leg(tx, id, node);
    if (leg === undefined) throw new AppError('not-found', 'leg-not-found', 'This application has no part for that country.');
    if (!isResubmittable(leg)) throw new AppError('conflict', 'not-possible-now', 'Only a part that was not validated can be sent as a new version.');
    const at = parts.clock.now();
    const next: Application = { ...application, version: application.version + 1 };
    await homeStore.saveAnswers(tx, id, application.answers, next.version, at);
    await homeStore.changeLeg(tx, id, node, { status: 'ROUTING', reason: null, version: next.version, asOf: at, findings: [] });
    await logStore.addHistory(tx, 'home', leg, { at, status: 'ROUTING', by: 'applicant', note: `version ${next.version}` });
    await parts.audit.record(tx, { actor: caller.person, role: 'researcher', action: 'leg-resubmitted', target: `leg:${id}/${node}`, outcome: 'success', details: { version: next.version } });
    const snapshot = homeSnapshot(parts, next, { ...leg, status: 'ROUTING' }, await homeStore.nextSeq(tx, id, node));
    await sendMessage(parts, tx, leg.node, { event: 'leg-submit', snapshot, submission: submissionFor(parts, next, leg.country) });
  });
  parts.wake();
};
