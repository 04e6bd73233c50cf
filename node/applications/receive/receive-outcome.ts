import type { Tx } from '../../storage/db.ts';
import { homeStore } from '../home-store.ts';
import type { LegFinding } from '../legs.ts';
import type { SentMessage } from '../log-store.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';

/** The business answer to a message this node sent. */
export type OutcomeReceived = { readonly inReplyTo: string; readonly ok: boolean; readonly findings: readonly LegFinding[]; readonly sender: string; readonly receivedAt: string };

const refusedSubmission = async (tx: Tx, sent: SentMessage, code: string, outcome: OutcomeReceived): Promise<void> => {
  await homeStore.changeLeg(tx, sent.application, sent.legNode, { status: 'NOT_VALIDATED', reason: code, asOf: outcome.receivedAt, findings: outcome.findings });
  await logStore.addHistory(tx, 'home', { application: sent.application, node: sent.legNode }, { at: outcome.receivedAt, status: 'NOT_VALIDATED', by: 'deciding-node', note: code });
};

/** "Was / was not validated" (applications.md §4.4): findings are shown; a refused submission is transition 3; nothing loops back.
 *  @returns false when this node never sent the quoted message to that partner */
export const receiveOutcome = async (parts: Parts, tx: Tx, outcome: OutcomeReceived): Promise<boolean> => {
  const sent = await logStore.sent(tx, outcome.inReplyTo);
  if (sent === undefined || sent.toNode !== outcome.sender) return false;
  await homeStore.lock(tx, sent.application);
  const code = outcome.ok ? 'validated' : (outcome.findings[0]?.code ?? 'not-validated');
  await logStore.markSent(tx, sent.messageId, { outcome: code });
  await parts.audit.record(tx, { actor: `partner:${outcome.sender}`, role: undefined, action: 'outcome-received', target: `leg:${sent.application}/${sent.legNode}`, outcome: outcome.ok ? 'success' : 'refused', details: { event: sent.event, code } });
  const leg = await homeStore.leg(tx, sent.application, sent.legNode);
  if (leg === undefined || sent.toNode !== sent.legNode) return true;
  if (outcome.ok && (sent.event === 'leg-submit' || sent.event === 'info-response')) await homeStore.changeLeg(tx, sent.application, sent.legNode, { findings: outcome.findings });
  if (outcome.ok) return true;
  if (sent.event === 'leg-submit' && leg.status === 'ROUTING') await refusedSubmission(tx, sent, code, outcome);
  else await logStore.addHistory(tx, 'home', leg, { at: outcome.receivedAt, status: leg.status, by: 'deciding-node', note: `${sent.event} not validated: ${code}` });
  if (sent.event === 'leg-withdraw') await homeStore.changeLeg(tx, sent.application, sent.legNode, { withdrawalRequestedAt: null });
  return true;
};

/** A dead letter: what could not be delivered in time. A submission becomes NOT_VALIDATED `undelivered` (transition 3); anything else is noted. */
export const receiveDeadLetter = async (parts: Parts, tx: Tx, dead: { readonly messageId: string; readonly reason: string }): Promise<void> => {
  const sent = await logStore.sent(tx, dead.messageId);
  if (sent === undefined) return;
  await homeStore.lock(tx, sent.application);
  const at = parts.clock.now();
  await logStore.markSent(tx, sent.messageId, { deadReason: dead.reason });
  await parts.audit.record(tx, { actor: 'system:applications', role: undefined, action: 'leg-undelivered', target: `leg:${sent.application}/${sent.legNode}`, outcome: 'failed', details: { event: sent.event } });
  const leg = await homeStore.leg(tx, sent.application, sent.legNode);
  if (leg === undefined || sent.toNode !== sent.legNode) return;
  const gaveUp = sent.event === 'leg-submit' && leg.status === 'ROUTING';
  if (gaveUp) await homeStore.changeLeg(tx, sent.application, sent.legNode, { status: 'NOT_VALIDATED', reason: 'undelivered', asOf: at });
  await logStore.addHistory(tx, 'home', leg, { at, status: gaveUp ? 'NOT_VALIDATED' : leg.status, by: 'system', note: `${sent.event} undelivered` });
};
