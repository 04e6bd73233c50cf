import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import type { Verdict } from '../../core/delivery.ts';
import type { MessageEvent } from '../../core/exchange.ts';
import type { MessageId, NodeId } from '../../core/ids.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db, Tx } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import type { Attempted, AttemptDeps } from './attempt.ts';
import { attemptDelivery } from './attempt.ts';
import { wordsOf } from './failure.ts';
import type { Links } from './links.ts';
import type { ExchangeMetrics } from './metrics.ts';
import type { ClaimedRow } from './outbox-store.ts';
import { addAttempt, claim, expiredRows, headOfCorrelation, markDead, markDelivered, markDeliveredAgain, markWaiting, stateOf } from './outbox-store.ts';
import type { DeliveryHooks, DeliveryPolicy, ExchangeLog, JobOutcome, Schedule } from './ports.ts';

export type DeliverDeps = AttemptDeps & {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly log: ExchangeLog;
  readonly policy: DeliveryPolicy;
  readonly links: Links;
  readonly hooks: DeliveryHooks;
  readonly schedule: Pick<Schedule, 'deliver'>;
  readonly metrics: ExchangeMetrics;
  /** Names this process in claims. */
  readonly me: string;
  readonly random: () => number;
  /** Waits for this partner's turn (rate limit). */
  readonly turn: (partner: NodeId) => Promise<void>;
};

const done: JobOutcome = { type: 'done' };
const later = (delayMs: number): JobOutcome => ({ type: 'later', delayMs: Math.max(1, delayMs) });
// A claim only spares a second sending, which the partner would answer with the same receipt; so it may be shorter than the slowest attempt, and a
// killed process holds its messages back for no longer than this.
const claimMs = 10_000;
type Step = JobOutcome | { readonly type: 'delivered' };

/** Why a message could not be claimed decides whether its job comes back. */
const notMyTurn = async (deps: DeliverDeps, messageId: string): Promise<JobOutcome> => {
  const row = await stateOf(deps.db, messageId);
  const now = deps.clock.ms();
  if (row?.state !== 'waiting') return done;
  const due = Math.max(row.next_attempt_at === null ? 0 : msOf(row.next_attempt_at), row.claimed_until === null ? 0 : msOf(row.claimed_until));
  // Not due, or claimed by another worker. Otherwise an earlier message of its correlation is open, and whoever delivers that one goes on to this.
  return due > now ? later(due - now) : done;
};

const recordAttempt = (deps: DeliverDeps, tx: Tx, row: ClaimedRow, attempted: Attempted, outcome: string): Promise<void> =>
  addAttempt(tx, {
    message_id: row.message_id, partner: row.receiver, at: deps.clock.now(), address: attempted.address, outcome, status: attempted.status, detail: attempted.said, duration_ms: attempted.durationMs,
  });

const factsOf = (row: ClaimedRow) => ({ messageId: row.message_id as MessageId, to: row.receiver as NodeId, event: row.event as MessageEvent, correlationId: row.correlation_id });

const recordDelivered = (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const receivedAt = attempted.receivedAt ?? deps.clock.now();
    if (row.delivered_at !== null) {
      // Delivered again for a partner put back from a backup: its first receipt is the evidence, and what it set in motion has happened.
      await markDeliveredAgain(tx, row.message_id, { at: deps.clock.now(), reason: null });
      return recordAttempt(deps, tx, row, attempted, 'delivered-again');
    }
    const first = await markDelivered(tx, row.message_id, { deliveredAt: receivedAt, finishedAt: deps.clock.now(), receipt: attempted.receipt ?? Buffer.alloc(0) });
    await recordAttempt(deps, tx, row, attempted, 'delivered');
    if (!first) return;
    await deps.audit.record(tx, { actor: 'system:exchange', role: undefined, action: 'message-sent', target: `message:${row.message_id}`, outcome: 'success', details: { to: row.receiver, event: row.event, correlation: row.correlation_id, sequence: row.sequence, digest: row.digest, receivedAt } });
    await deps.hooks.onDelivered(tx, { ...factsOf(row), receivedAt });
  });

/** The partner acknowledged this message once and does not want it a second time: acknowledged it stays, with a note. */
const refusedAgain = (deps: DeliverDeps, row: ClaimedRow, reason: string, attempted: Attempted | undefined): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    await markDeliveredAgain(tx, row.message_id, { at: deps.clock.now(), reason: `again: ${reason}` });
    if (attempted !== undefined) await recordAttempt(deps, tx, row, attempted, reason);
    await deps.audit.record(tx, { actor: 'system:exchange', role: undefined, action: 'message-not-taken-again', target: `message:${row.message_id}`, outcome: 'failed', details: { to: row.receiver, reason } });
  });

/** Makes a dead letter of a message, with its reason, and tells the feature that sent it. */
const recordDead = async (deps: DeliverDeps, row: ClaimedRow, reason: string, alarm: boolean, attempted: Attempted | undefined): Promise<void> => {
  if (row.delivered_at !== null) return refusedAgain(deps, row, reason, attempted);
  await inTransaction(deps.db, async (tx) => {
    const first = await markDead(tx, row.message_id, { at: deps.clock.now(), reason, lastAnswer: attempted?.said ?? null, burnt: attempted !== undefined });
    if (attempted !== undefined) await recordAttempt(deps, tx, row, attempted, reason);
    if (!first) return;
    await deps.audit.record(tx, { actor: 'system:exchange', role: undefined, action: 'message-dead', target: `message:${row.message_id}`, outcome: 'failed', details: { to: row.receiver, event: row.event, correlation: row.correlation_id, reason, alarm } });
    await deps.hooks.onDead(tx, { ...factsOf(row), reason });
  });
  deps.metrics.dead.inc({ partner: row.receiver, reason });
  deps.log[alarm ? 'error' : 'warn']({ messageId: row.message_id, partner: row.receiver, reason, alarm }, 'dead letter');
};

const recordRetry = async (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted, facts: { reason: string; nextAttemptAt: string; burnt: boolean }): Promise<void> => {
  await inTransaction(deps.db, async (tx) => {
    await markWaiting(tx, row.message_id, { ...facts, lastAnswer: attempted.said });
    await recordAttempt(deps, tx, row, attempted, facts.reason);
  });
};

const retryLater = async (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted, verdict: Extract<Verdict, { type: 'retry' }>): Promise<Step> => {
  const partner = row.receiver as NodeId;
  const nowMs = deps.clock.ms();
  const decision = deps.policy.nextAttempt({ attempt: row.attempts + 1, nowMs, notAfter: row.not_after, retryAfterMs: verdict.retryAfterMs, random: deps.random() });
  if (decision.type === 'stop') {
    await recordDead(deps, row, decision.reason, false, attempted);
    return done;
  }
  // A partner that is busy or in maintenance has not failed: its answer burns no attempt.
  await recordRetry(deps, row, attempted, { reason: verdict.reason, nextAttemptAt: decision.until, burnt: verdict.countsAgainstPeer });
  if (verdict.countsAgainstPeer) await deps.links.failed(partner, verdict.reason);
  if (verdict.holdPartner) await deps.links.holdFor(partner, verdict.reason, verdict.retryAfterMs ?? decision.waitMs);
  return later(decision.waitMs);
};

// The partner reads the directory when it meets an unknown key, but at most every 30 s: two more waits let it catch up before we give up.
const unknownKeyTries = 2;

const unknownKeyAgain = async (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted, reason: string): Promise<Step> => {
  if (row.attempts < unknownKeyTries) return retryLater(deps, row, attempted, { type: 'retry', reason, countsAgainstPeer: true, holdPartner: false, retryAfterMs: undefined });
  await recordDead(deps, row, reason, true, attempted);
  return done;
};

const conclude = async (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted, second: boolean): Promise<Step> => {
  const partner = row.receiver as NodeId;
  const verdict = deps.policy.classify(attempted.result);
  switch (verdict.type) {
    case 'delivered':
      await recordDelivered(deps, row, attempted);
      await deps.links.succeeded(partner);
      return { type: 'delivered' };
    case 'retry':
      return retryLater(deps, row, attempted, verdict);
    case 'refresh-directory':
      if (second) return unknownKeyAgain(deps, row, attempted, verdict.reason);
      await inTransaction(deps.db, (tx) => recordAttempt(deps, tx, row, attempted, verdict.reason));
      await deps.directory.refresh('unknown-key answered by partner');
      return conclude(deps, row, await attemptDelivery(deps, row), true);
    case 'dead':
      await recordDead(deps, row, verdict.reason, verdict.alarm, attempted);
      return done;
    case 'hold':
      await recordRetry(deps, row, attempted, { reason: verdict.reason, nextAttemptAt: deps.clock.now(), burnt: false });
      await deps.links.holdForPerson(partner, verdict.reason);
      deps.log.error({ partner, reason: verdict.reason }, 'partner held: a person must act');
      return later(60_000);
  }
};

const observe = (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted): void => {
  deps.metrics.attempts.inc({ partner: row.receiver, outcome: attempted.result.kind });
  deps.metrics.attemptSeconds.observe({ partner: row.receiver }, attempted.durationMs / 1000);
  if (attempted.clockDifferenceMs !== undefined) deps.links.clockDiffers(row.receiver as NodeId, attempted.clockDifferenceMs);
};

const step = async (deps: DeliverDeps, messageId: string, partner: NodeId): Promise<Step> => {
  const gate = deps.links.gate(partner);
  // Looked at again within a minute: a hold may end earlier than it was announced.
  if (!gate.open) return later(Math.min(gate.retryInMs, 60_000));
  await deps.turn(partner);
  const nowMs = deps.clock.ms();
  const row = await claim(deps.db, messageId, deps.me, instantOf(nowMs), instantOf(nowMs + claimMs));
  if (row === undefined) return notMyTurn(deps, messageId);
  if (msOf(row.not_after) <= nowMs) {
    await recordDead(deps, row, 'expired', false, undefined);
    return done;
  }
  deps.links.begun(partner);
  try {
    const attempted = await attemptDelivery(deps, row);
    observe(deps, row, attempted);
    return await conclude(deps, row, attempted, false);
  } finally {
    deps.links.ended(partner);
  }
};

/** The job of one message: deliver it, then go on with its correlation, one after the other. The row says whether there is anything to do; a job for
 *  something sent, superseded or not yet due ends quietly (exchange.md §4.1, §4.2). */
export const createDeliver =
  (deps: DeliverDeps) =>
  async (messageId: string, partner: NodeId): Promise<JobOutcome> => {
    let current = messageId;
    for (;;) {
      const outcome = await step(deps, current, partner);
      if (outcome.type === 'delivered') {
        const row = await stateOf(deps.db, current);
        const next = row === undefined ? undefined : await headOfCorrelation(deps.db, partner, row.correlation_id);
        if (next === undefined) return done;
        current = next;
        continue;
      }
      if (outcome.type === 'done' || current === messageId) return outcome;
      // The message that must wait is not the one this job is named after: it gets a job of its own.
      await deps.schedule.deliver(partner, [{ id: current, delayMs: outcome.delayMs }]);
      return done;
    }
  };

/** Makes dead letters of what waited past its notAfter, whatever held it; called by the sweeper. */
export const createExpire =
  (deps: DeliverDeps) =>
  async (): Promise<void> => {
    for (const row of await expiredRows(deps.db, deps.clock.now(), 500)) {
      // One row whose feature cannot be told must not keep the others.
      await recordDead(deps, row, 'expired', false, undefined).catch((error: unknown) => deps.log.error({ messageId: row.message_id, reason: wordsOf(error) }, 'expired message could not be recorded; tried again'));
    }
  };
