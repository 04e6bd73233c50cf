import type { Clock } from '../../core/clock.ts';
import type { MessageEvent } from '../../core/exchange.ts';
import type { MessageId, NodeId } from '../../core/ids.ts';
import type { Audit, AuditEvent } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import type { Attempted } from './attempt.ts';
import { createBatcher } from './batcher.ts';
import type { ClaimedRow } from './claim-store.ts';
import type { Claims } from './claims.ts';
import type { ExchangeMetrics } from './metrics.ts';
import type { DeliveryHooks, ExchangeLog } from './ports.ts';
import type { AttemptFacts, Delivery } from './settle-store.ts';
import { addAttempt, settleAgain, settleDead, settleDelivered, settleWaiting } from './settle-store.ts';

export type SettleDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly log: ExchangeLog;
  readonly metrics: ExchangeMetrics;
  readonly hooks: DeliveryHooks;
  readonly claims: Claims;
};

const factsOf = (row: ClaimedRow) => ({ messageId: row.message_id as MessageId, to: row.receiver as NodeId, event: row.event as MessageEvent, correlationId: row.correlation_id });
const aboutMessage = (row: ClaimedRow, action: string, outcome: AuditEvent['outcome'], details: AuditEvent['details'] & object): AuditEvent => ({
  actor: 'system:exchange', role: undefined, action, target: `message:${row.message_id}`, outcome, details: { to: row.receiver, ...details },
});
const sentEvent = ({ row, deliveredAt }: Delivery): AuditEvent =>
  aboutMessage(row, 'message-sent', 'success', { event: row.event, correlation: row.correlation_id, sequence: row.sequence, digest: row.digest, receivedAt: deliveredAt });

type Settled = { readonly delivery: Delivery; readonly goOn: boolean };

/** What became of an attempt, written down (exchange.md §4.1): state, attempt, audit line and what the sending feature makes of it, in one transaction. */
export const createSettle = (deps: SettleDeps) => {
  const { db, clock, audit, hooks, claims } = deps;

  const attemptOf = (attempted: Attempted, outcome: string): AttemptFacts => ({ at: clock.now(), address: attempted.address, outcome, status: attempted.status, detail: attempted.said, durationMs: attempted.durationMs });

  /** Deliveries that end together share one transaction, and one look at what comes next in their correlations. */
  const together = async (items: readonly Settled[]): Promise<(ClaimedRow | undefined)[]> => {
    // Features lock their application: always in the same order, so that two batches never wait for each other.
    const ordered = [...items].sort((a, b) => (a.delivery.row.correlation_id < b.delivery.row.correlation_id ? -1 : 1)).map((one) => one.delivery);
    const settled = await inTransaction(db, async (tx) => {
      const done = await settleDelivered(tx, ordered);
      const mine = ordered.filter(({ row }) => done.has(row.message_id));
      await audit.recordAll(tx, mine.map(sentEvent));
      for (const { row, deliveredAt } of mine) await hooks.onDelivered(tx, { ...factsOf(row), receivedAt: deliveredAt });
      return done;
    });
    for (const { delivery } of items) claims.ended(delivery.row);
    const goingOn = items.filter(({ delivery, goOn }) => goOn && settled.has(delivery.row.message_id)).map(({ delivery: { row } }) => ({ receiver: row.receiver, correlationId: row.correlation_id }));
    const next = [...(await nextOf(goingOn))];
    return items.map(({ delivery: { row } }) => {
      const at = next.findIndex((one) => one.receiver === row.receiver && one.correlation_id === row.correlation_id);
      return at < 0 ? undefined : next.splice(at, 1)[0];
    });
  };
  /** The deliveries are committed: what goes wrong here costs no more than a wait for the sweeper. */
  const nextOf = (correlations: readonly { receiver: string; correlationId: string }[]): Promise<readonly ClaimedRow[]> =>
    claims.takeHeads(correlations).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'next messages not claimed now; the sweeper queues them');
      return [];
    });
  const deliver = createBatcher({ maxBatch: 16, parallel: 2, work: together });

  /** Delivered again for a partner put back from a backup: its first receipt is the evidence, and what it set in motion has happened. */
  const deliveredAgain = async (row: ClaimedRow, attempt: AttemptFacts): Promise<ClaimedRow | undefined> => {
    await inTransaction(db, (tx) => settleAgain(tx, row, { at: clock.now(), reason: null, attempt }));
    claims.ended(row);
    return (await nextOf([{ receiver: row.receiver, correlationId: row.correlation_id }]))[0];
  };

  /** The partner acknowledged this message once and does not want it a second time: acknowledged it stays, with a note. */
  const refusedAgain = (row: ClaimedRow, reason: string, attempt: AttemptFacts | undefined): Promise<void> =>
    inTransaction(db, async (tx) => {
      await settleAgain(tx, row, { at: clock.now(), reason: `again: ${reason}`, attempt });
      await audit.record(tx, aboutMessage(row, 'message-not-taken-again', 'failed', { reason }));
    });

  const makeDead = (row: ClaimedRow, facts: { reason: string; alarm: boolean; lastAnswer: string | null; attempt: AttemptFacts | undefined }): Promise<boolean> =>
    inTransaction(db, async (tx) => {
      if (!(await settleDead(tx, row, { at: clock.now(), ...facts }))) return false;
      await audit.record(tx, aboutMessage(row, 'message-dead', 'failed', { event: row.event, correlation: row.correlation_id, reason: facts.reason, alarm: facts.alarm }));
      await hooks.onDead(tx, { ...factsOf(row), reason: facts.reason });
      return true;
    });

  return {
    /** @param goOn claim the next message of the correlation at once @returns that next message */
    delivered: (row: ClaimedRow, attempted: Attempted, goOn: boolean): Promise<ClaimedRow | undefined> => {
      if (row.delivered_at !== null) return deliveredAgain(row, attemptOf(attempted, 'delivered-again'));
      const now = clock.now();
      return deliver({ delivery: { row, attempt: attemptOf(attempted, 'delivered'), deliveredAt: attempted.receivedAt ?? now, finishedAt: now, receipt: attempted.receipt ?? Buffer.alloc(0) }, goOn });
    },
    /** Makes a dead letter of a message, with its reason, and tells the feature that sent it. @param said last answer, or why nothing was sent */
    dead: async (row: ClaimedRow, reason: string, more: { alarm: boolean; attempted?: Attempted | undefined; said?: string }): Promise<void> => {
      const { alarm, attempted } = more;
      const attempt = attempted === undefined ? undefined : attemptOf(attempted, reason);
      if (row.delivered_at !== null) await refusedAgain(row, reason, attempt);
      else if (await makeDead(row, { reason, alarm, lastAnswer: more.said ?? attempted?.said ?? null, attempt })) {
        deps.metrics.dead.inc({ partner: row.receiver, reason });
        deps.log[alarm ? 'error' : 'warn']({ messageId: row.message_id, partner: row.receiver, reason, alarm }, 'dead letter');
      }
      claims.ended(row);
    },
    waiting: async (row: ClaimedRow, attempted: Attempted, wait: { reason: string; nextAttemptAt: string; toldUntil: string | null; burnt: boolean }): Promise<void> => {
      await settleWaiting(db, row, { ...wait, lastAnswer: attempted.said }, attemptOf(attempted, wait.reason));
      claims.ended(row);
    },
    /** An attempt that is followed by another at once. */
    tried: (row: ClaimedRow, attempted: Attempted, outcome: string): Promise<void> => addAttempt(db, row, attemptOf(attempted, outcome)),
  };
};

export type Settle = ReturnType<typeof createSettle>;
