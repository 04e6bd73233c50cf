import type { LegAction } from '../../../core/api/applications.ts';
import { AppError, isAppError } from '../../../core/errors.ts';
import type { Caller } from '../../../core/roles.ts';
import type { Tx } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import { deskStore } from '../desk-store.ts';
import { homeStore } from '../home-store.ts';
import type { ReceivedLeg } from '../legs.ts';
import type { Parts } from '../parts.ts';
import { clocksOf } from '../received-clocks.ts';
import { deskActions } from './actions.ts';
import { allowedActions } from './allowed-actions.ts';

const legNotFound = (): AppError => new AppError('not-found', 'leg-not-found', 'There is no such case at this desk.');

const nameOf = (action: LegAction): string => (action.action === 'decide' ? `decide-${action.outcome}` : action.action);

/** Says first why a decision is not possible for this person, before "not now" hides the reason. */
const mustBeAllowed = async (parts: Parts, tx: Tx, caller: Caller, leg: ReceivedLeg, action: LegAction): Promise<void> => {
  const allowed = allowedActions({ leg, clocks: await clocksOf(tx, leg.application), caller, settings: parts.settings, now: parts.clock.now() });
  const reasoned = action.action === 'decide' && caller.roles.includes('decision-maker');
  if (allowed.includes(nameOf(action)) || reasoned) return;
  throw new AppError('conflict', 'not-possible-now', `This is not possible now for you; possible: ${allowed.join(', ') || 'nothing'}.`, { extra: { allowed } });
};

const run = (parts: Parts, tx: Tx, caller: Caller, leg: ReceivedLeg, action: LegAction): Promise<void> => {
  const act = deskActions[action.action] as (parts: Parts, tx: Tx, caller: Caller, leg: ReceivedLeg, action: LegAction) => Promise<void>;
  return act(parts, tx, caller, leg, action);
};

/** One step of an officer on a leg of this node: state, clocks, history, audit and messages in one transaction.
 *  A refusal is audited in a transaction of its own.
 *  @throws AppError `leg-not-found`, `not-possible-now`, `four-eyes`, `illegal-transition`, and what the action asks for */
export const actOnLeg = async (parts: Parts, caller: Caller, application: string, node: string, action: LegAction): Promise<void> => {
  if (node !== parts.node.id) throw legNotFound();
  try {
    await inTransaction(parts.db, async (tx) => {
      await homeStore.lock(tx, application);
      const leg = await deskStore.find(tx, application);
      if (leg === undefined) throw legNotFound();
      await mustBeAllowed(parts, tx, caller, leg, action);
      await run(parts, tx, caller, leg, action);
    });
  } catch (error) {
    if (isAppError(error) && error.kind !== 'not-found')
      await parts.audit.recordAlone(parts.db, { actor: caller.person, role: undefined, action: `leg-${action.action}`, target: `leg:${application}/${node}`, outcome: 'refused', details: { code: error.code } });
    throw error;
  }
  parts.wake();
};
