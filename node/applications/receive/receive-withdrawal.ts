import type { Tx } from '../../storage/db.ts';
import { deskStore } from '../desk-store.ts';
import { homeStore } from '../home-store.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import type { Receive } from '../ports.ts';
import { notValidated, validated } from '../ports.ts';
import { advanceClocks } from '../received-clocks.ts';
import { tellStatus } from '../tell.ts';
import { saveStep, stepped } from './leg-step.ts';

const remember = async (tx: Tx, application: string, home: string, reason: string, receivedAt: string) => {
  await logStore.rememberWithdrawal(tx, { application, home, reason, receivedAt });
  return validated('remembered: the submission has not arrived yet');
};

/** Transition 13 at the deciding node. A decision taken before the withdrawal arrived wins: `already-decided`.
 *  A withdrawal that overtakes its submission is remembered (applications.md §4.3). */
export const receiveWithdrawal = (parts: Parts): Receive<'leg-withdraw'> => async (tx, { snapshot, reason }, arrival) => {
  if (snapshot.home !== arrival.sender) return notValidated('shape', `The sender ${arrival.sender} is not the home node ${snapshot.home}.`);
  await homeStore.lock(tx, snapshot.application);
  const leg = await deskStore.find(tx, snapshot.application);
  if (leg === undefined) return remember(tx, snapshot.application, arrival.sender, reason, arrival.receivedAt);
  if (leg.home !== arrival.sender) return notValidated('unknown-leg', 'This leg belongs to another home node.');
  if (leg.status === 'WITHDRAWN') return validated('already-applied');
  if (leg.status === 'DECISION_ISSUED') return notValidated('already-decided', `Decided on ${leg.decidedAt ?? leg.asOf}, before the withdrawal arrived.`);
  const after = stepped(leg, 'withdraw', arrival.receivedAt, { reason, request: undefined, inSeq: Math.max(leg.inSeq, snapshot.seq) });
  await saveStep(parts, tx, leg, after, { actor: `partner:${arrival.sender}`, role: undefined, shown: 'applicant' });
  await advanceClocks(parts, tx, leg.application, { type: 'withdrawn', at: arrival.receivedAt }, `partner:${arrival.sender}`);
  await tellStatus(parts, tx, leg.application);
  return validated();
};
