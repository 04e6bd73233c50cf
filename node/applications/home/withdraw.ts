import { AppError } from '../../../core/errors.ts';
import type { Caller } from '../../../core/roles.ts';
import type { Tx } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import { homeStore } from '../home-store.ts';
import type { Application, HomeLeg } from '../legs.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import { sendMessage } from '../send.ts';
import { ownApplicationToChange } from './gate.ts';
import { homeSnapshot } from './submission.ts';

/** Can the applicant still withdraw this leg? (transition 13; a leg that never validated is closed at home) */
export const isWithdrawable = (leg: HomeLeg): boolean => leg.status !== 'WITHDRAWN' && leg.status !== 'DECISION_ISSUED' && leg.withdrawalRequestedAt === undefined;

/** The deciding node never took it: nobody but the home node can close it. One that may still arrive is called back as well. */
const closeAtHome = async (parts: Parts, tx: Tx, leg: HomeLeg): Promise<void> => {
  const at = parts.clock.now();
  await homeStore.changeLeg(tx, leg.application, leg.node, { status: 'WITHDRAWN', reason: 'by-applicant', asOf: at });
  await logStore.addHistory(tx, 'home', leg, { at, status: 'WITHDRAWN', by: 'applicant' });
};

const withdrawLeg = async (parts: Parts, tx: Tx, caller: Caller, application: Application, leg: HomeLeg): Promise<void> => {
  const at = parts.clock.now();
  await parts.audit.record(tx, { actor: caller.person, role: 'researcher', action: 'leg-withdrawal-requested', target: `leg:${leg.application}/${leg.node}`, outcome: 'success', details: { from: leg.status } });
  if (leg.status === 'NOT_VALIDATED') await closeAtHome(parts, tx, leg);
  if (leg.status === 'NOT_VALIDATED' && leg.reason !== 'undelivered') return;
  await homeStore.changeLeg(tx, leg.application, leg.node, { withdrawalRequestedAt: at });
  await logStore.addHistory(tx, 'home', leg, { at, status: leg.status, by: 'applicant', note: 'withdrawal-requested' });
  const snapshot = homeSnapshot(parts, application, leg, await homeStore.nextSeq(tx, leg.application, leg.node));
  await sendMessage(parts, tx, leg.node, { event: 'leg-withdraw', snapshot, reason: 'by-applicant' });
};

/** Withdraws one leg, or every open leg when no node is named. The deciding node confirms with its next status.
 *  @throws AppError `not-submitted`; `leg-not-found`; `nothing-to-withdraw` */
export const withdraw = async (parts: Parts, caller: Caller, id: string, node?: string): Promise<void> => {
  await inTransaction(parts.db, async (tx) => {
    const application = await ownApplicationToChange(parts, tx, caller, id);
    if (application.submittedAt === undefined) throw new AppError('conflict', 'not-submitted', 'A draft is deleted, not withdrawn.');
    const legs = (await homeStore.legs(tx, [id])).filter((leg) => node === undefined || leg.node === node);
    if (legs.length === 0) throw new AppError('not-found', 'leg-not-found', 'This application has no part for that country.');
    const open = legs.filter(isWithdrawable);
    if (open.length === 0) throw new AppError('conflict', 'nothing-to-withdraw', 'There is nothing left to withdraw: it is decided, withdrawn, or the withdrawal is on its way.');
    for (const leg of open) await withdrawLeg(parts, tx, caller, application, leg);
  });
  parts.wake();
};
