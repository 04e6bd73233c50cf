import type { ClockEvent } from '../../core/applications/clocks/leg-clocks.ts';
import type { Instant } from '../../core/clock.ts';
import type { Tx } from '../storage/db.ts';
import { deskStore } from './desk-store.ts';
import { homeStore } from './home-store.ts';
import type { SentMessage } from './log-store.ts';
import { logStore } from './log-store.ts';
import type { Parts } from './parts.ts';
import { advanceClocks } from './received-clocks.ts';
import { tellClocks } from './tell.ts';

/** What the receiver's receipt sets in motion: the applicant's periods start when the home node stored the question or the decision
 *  (K3, K10, K12, K24; applications.md §3.2), not when it was sent. */
const clockEventOf = async (tx: Tx, sent: Omit<SentMessage, 'messageId'>, at: Instant): Promise<ClockEvent | undefined> => {
  const leg = await deskStore.find(tx, sent.application);
  if (leg === undefined) return undefined;
  if (sent.event === 'info-request' && leg.request !== undefined && leg.request.id === sent.about) return { type: 'question-stored', at, kind: leg.request.kind };
  const waits = leg.decisionStatus === 'POSITIVE_DECISION_ISSUED' || leg.decisionStatus === 'NEGATIVE_DECISION_ISSUED';
  const card = leg.decision;
  if (sent.event === 'decision-issued' && waits && leg.status === 'DECISION_ISSUED' && card !== undefined && card.decisionId === sent.about)
    return { type: 'decision-stored', at, outcome: card.outcome, acceptance: card.acceptance };
  return undefined;
};

/** The submission is there; one that had been given up and was sent again is on its way to its first status (transition 4). */
const submissionStored = async (tx: Tx, sent: Omit<SentMessage, 'messageId'>, at: Instant): Promise<void> => {
  const leg = await homeStore.leg(tx, sent.application, sent.legNode);
  const again = leg?.status === 'NOT_VALIDATED' && leg.reason === 'undelivered';
  await homeStore.changeLeg(tx, sent.application, sent.legNode, { storedAt: at, ...(again ? { status: 'ROUTING', reason: null, asOf: at } : {}) });
  if (again) await logStore.addHistory(tx, 'home', { application: sent.application, node: sent.legNode }, { at, status: 'ROUTING', by: 'system', note: 'sent again' });
};

/** @param at when the receiver durably stored the message, from its signed receipt */
export const afterDelivered = async (parts: Parts, tx: Tx, sent: Omit<SentMessage, 'messageId'>, at: Instant): Promise<void> => {
  if (sent.event === 'leg-submit') await submissionStored(tx, sent, at);
  if (sent.event === 'info-request' && sent.about !== undefined) await deskStore.markRequest(tx, sent.about, { storedAt: at });
  const event = await clockEventOf(tx, sent, at);
  if (event === undefined) return;
  const added = await advanceClocks(parts, tx, sent.application, event, `partner:${sent.toNode}`);
  if (added > 0) await tellClocks(parts, tx, sent.application, event.type);
};
