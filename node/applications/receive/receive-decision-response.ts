import type { DecisionAnswer, LegMessageOf } from '../../../core/applications/messages.ts';
import { nextDecisionStatus } from '../../../core/applications/decision-status.ts';
import { deskStore } from '../desk-store.ts';
import { homeStore } from '../home-store.ts';
import type { ReceivedLeg } from '../legs.ts';
import type { Parts } from '../parts.ts';
import type { Receive } from '../ports.ts';
import { notValidated, validated } from '../ports.ts';
import { advanceClocks } from '../received-clocks.ts';
import { tellStatus } from '../tell.ts';
import { saveStep, stepped } from './leg-step.ts';
import { parkedUntil } from './receive-answer.ts';

const statusAfter: Readonly<Record<DecisionAnswer['answer'], string>> = {
  accept: 'POSITIVE_DECISION_ACCEPTED', decline: 'POSITIVE_DECISION_REJECTED', 'accept-refusal': 'NEGATIVE_DECISION_ACCEPTED',
};

const answered = (leg: ReceivedLeg, { response }: LegMessageOf<'decision-response'>, receivedAt: string): ReceivedLeg | undefined => {
  const decisionStatus = nextDecisionStatus(leg.decisionStatus, response.answer);
  if (decisionStatus === undefined || leg.status !== 'DECISION_ISSUED') return undefined;
  if (response.answer === 'decline') return stepped(leg, 'decline', receivedAt, { reason: 'declined' });
  return { ...leg, decisionStatus, asOf: receivedAt };
};

/** The applicant's answer to a decision (applications.md §2.4; transition 14 when declined). Taken as long as this node has not closed the case. */
export const receiveDecisionResponse = (parts: Parts): Receive<'decision-response'> => async (tx, message, arrival) => {
  const { snapshot, response } = message;
  await homeStore.lock(tx, snapshot.application);
  const leg = await deskStore.find(tx, snapshot.application);
  if (leg === undefined || leg.home !== arrival.sender) return notValidated('unknown-leg', 'This leg is not here.');
  if (leg.decision === undefined) return { type: 'parked', reason: `decision ${response.decisionId} is not known yet`, until: parkedUntil(arrival.receivedAt) };
  if (leg.decision.decisionId !== response.decisionId) return notValidated('illegal-transition', `The current decision is ${leg.decision.decisionId}.`);
  if (leg.decisionStatus === statusAfter[response.answer]) return validated('already-applied');
  const after = answered(leg, message, arrival.receivedAt);
  if (after === undefined) return notValidated('illegal-transition', `"${response.answer}" is not possible: ${leg.status}, ${leg.decisionStatus ?? 'no decision'}.`);
  const actor = `partner:${arrival.sender}`;
  await saveStep(parts, tx, leg, { ...after, inSeq: Math.max(leg.inSeq, snapshot.seq) }, { actor, role: undefined, shown: 'applicant' }, response.answer);
  await advanceClocks(parts, tx, leg.application, { type: 'responded', at: arrival.receivedAt }, actor);
  await tellStatus(parts, tx, leg.application);
  return validated();
};
