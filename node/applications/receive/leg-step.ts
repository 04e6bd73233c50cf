import type { LegEvent } from '../../../core/applications/leg-events.ts';
import { nextLegState } from '../../../core/applications/transitions.ts';
import { AppError } from '../../../core/errors.ts';
import type { Tx } from '../../storage/db.ts';
import { deskStore } from '../desk-store.ts';
import type { ReceivedLeg } from '../legs.ts';
import { stateOf } from '../legs.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';

export type Who = { readonly actor: string; readonly role: string | undefined; readonly shown: string };

/** The leg after an event of the table, or the refusal with what is allowed instead. Writes nothing.
 *  @throws AppError `illegal-transition` */
export const stepped = (leg: ReceivedLeg, event: LegEvent, at: string, change: Partial<ReceivedLeg> = {}): ReceivedLeg => {
  const outcome = nextLegState(stateOf(leg), event);
  if (outcome.type === 'refused')
    throw new AppError('conflict', 'illegal-transition', `"${event}" is not possible while the case is ${leg.status}; possible now: ${outcome.allowed.join(', ') || 'nothing'}.`, { extra: { allowed: outcome.allowed } });
  return { ...leg, ...outcome.state, asOf: at, ...change };
};

/** Stores a step with its history line and its audit line, old state and new, in the same transaction. */
export const saveStep = async (parts: Parts, tx: Tx, before: ReceivedLeg | undefined, after: ReceivedLeg, who: Who, note?: string): Promise<void> => {
  await deskStore.save(tx, after);
  await logStore.addHistory(tx, 'desk', { application: after.application, node: parts.node.id }, { at: after.asOf, status: after.status, decisionStatus: after.decisionStatus, by: who.shown, note });
  await parts.audit.record(tx, {
    actor: who.actor, role: who.role, action: 'leg-moved', target: `leg:${after.application}/${parts.node.id}`, outcome: 'success',
    details: { from: before?.status ?? 'none', to: after.status, ...(after.decisionStatus === undefined ? {} : { decision: after.decisionStatus }), ...(after.reason === undefined ? {} : { reason: after.reason }) },
  });
};
