import { v7 as uuid } from 'uuid';
import type { DecisionCard } from '../../../core/applications/messages.ts';
import type { LegEvent } from '../../../core/applications/leg-events.ts';
import { AppError } from '../../../core/errors.ts';
import { legIdOf } from '../../../core/ids.ts';
import type { Caller } from '../../../core/roles.ts';
import type { Tx } from '../../storage/db.ts';
import type { ReceivedLeg } from '../legs.ts';
import type { Parts } from '../parts.ts';
import { saveStep, stepped } from '../receive/leg-step.ts';
import { advanceClocks } from '../received-clocks.ts';
import { tellStatus } from '../tell.ts';

type Decision = { readonly outcome: 'positive' | 'negative'; readonly justification?: string | undefined };

const acceptanceNeeded = (parts: Parts, leg: ReceivedLeg, outcome: Decision['outcome']): boolean =>
  outcome === 'positive' && (leg.type === 'access' || parts.settings['decision.acceptance.request']);

/** The decision card of applications.md §6.2, thin: full scope, no fees, no documents yet. */
const cardOf = (parts: Parts, caller: Caller, leg: ReceivedLeg, decision: Decision, at: string): DecisionCard => {
  const days = parts.settings['appeal.days'];
  return {
    decisionId: `DEC-${parts.node.id}-${uuid()}`, applicationId: leg.application, legId: legIdOf(leg.application, parts.node.id), type: leg.type, outcome: decision.outcome,
    scope: 'full', form: leg.type === 'access' ? 'data' : 'statistical', issuedAt: at, hdab: parts.node.name['en'] ?? parts.node.id, signedBy: { name: caller.name, role: 'decision-maker' },
    ...(decision.justification === undefined ? {} : { justification: decision.justification }), acceptance: acceptanceNeeded(parts, leg, decision.outcome),
    redress: { text: parts.settings['appeal.text'] ?? 'An appeal is possible under the national law of the deciding body.', ...(days === undefined ? {} : { days }) },
  };
};

const mustBeReasoned = (parts: Parts, decision: Decision): void => {
  if (decision.outcome === 'positive') return;
  if ((decision.justification ?? '').trim() === '') throw new AppError('unprocessable', 'justification-missing', 'A refusal needs its reasons: write them for the applicant.');
  if (parts.settings['appeal.days'] === undefined)
    throw new AppError('unprocessable', 'appeal-term-not-set', 'A refusal cannot be issued before the national term of appeal is set (setting appeal.days).');
};

/** Issues a decision by a transition of the table: transitions 10, 11, 12. Ends the running periods, starts K16, tells everyone.
 *  @throws AppError `justification-missing`, `appeal-term-not-set`, `illegal-transition` */
export const issueDecision = async (parts: Parts, tx: Tx, caller: Caller, leg: ReceivedLeg, event: LegEvent, decision: Decision, reason?: string): Promise<void> => {
  mustBeReasoned(parts, decision);
  const at = parts.clock.now();
  const card = cardOf(parts, caller, leg, decision, at);
  const after = stepped(leg, event, at, { decision: card, decidedAt: at, request: undefined, reason });
  await saveStep(parts, tx, leg, after, { actor: caller.person, role: 'decision-maker', shown: caller.name });
  await advanceClocks(parts, tx, leg.application, { type: 'decided', at }, caller.person);
  await tellStatus(parts, tx, leg.application, (snapshot) => ({ event: 'decision-issued', snapshot, card }), card.decisionId);
};
