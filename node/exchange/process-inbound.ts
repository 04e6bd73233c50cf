import type { OwnKey } from '../../certs/key-ring.ts';
import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import type { MessageEvent } from '../../core/exchange.ts';
import type { MessageId, NodeId } from '../../core/ids.ts';
import { fhirToEnvelope } from '../../mappings/fhir-to-envelope/fhir-to-envelope.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db, Tx } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import { UnreadableContent, decryptContent } from './content.ts';
import { framesOf, isPassing, wordsOf } from './failure.ts';
import type { InboxRow } from './inbox-store.ts';
import { countFailure, finish, openOfCorrelation, takeForWork } from './inbox-store.ts';
import type { ExchangeMetrics } from './metrics.ts';
import type { Concluded } from './outcome.ts';
import { outcomeMessage } from './outcome.ts';
import type { AddToOutbox, ExchangeLog, HandlerOutcome, Handlers, InboundMessage, JobOutcome, ReplyCode } from './ports.ts';

export type ProcessDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly log: ExchangeLog;
  readonly metrics: ExchangeMetrics;
  readonly handlers: Handlers;
  readonly addToOutbox: AddToOutbox;
  readonly encryptionKeys: () => readonly OwnKey[];
  /** First wait after a handler failed, ms; doubles. */
  readonly retryMs: number;
  /** Messages were added to the outbox by a handler. */
  readonly wake: () => void;
};

// exchange.md §4.1: a handler that keeps failing parks its message as quarantined after this many attempts; the queue goes on.
const maxAttempts = 5;
const done: JobOutcome = { type: 'done' };

const contentOf = async (deps: ProcessDeps, row: InboxRow): Promise<InboundMessage['content']> => {
  const reading = fhirToEnvelope(JSON.parse(row.bytes.toString('utf8')));
  if ('problem' in reading) throw new Error('a stored message no longer reads as an envelope');
  return reading.envelope.content === undefined ? undefined : decryptContent(reading.envelope.content, deps.encryptionKeys());
};

const inboundOf = async (deps: ProcessDeps, row: InboxRow): Promise<InboundMessage> => ({
  messageId: row.message_id as MessageId, sender: row.sender as NodeId, event: row.event as MessageEvent, correlationId: row.correlation_id, sequence: row.sequence, receivedAt: row.received_at,
  content: await contentOf(deps, row), inReplyTo: (row.in_reply_to ?? undefined) as MessageId | undefined, replyCode: (row.reply_code ?? undefined) as ReplyCode | undefined,
});

const bare = (row: InboxRow): InboundMessage => ({
  messageId: row.message_id as MessageId, sender: row.sender as NodeId, event: row.event as MessageEvent, correlationId: row.correlation_id, sequence: row.sequence, receivedAt: row.received_at,
  content: undefined, inReplyTo: undefined, replyCode: undefined,
});

/** Calls the handler. Content that nobody can ever read is the sender's business: not validated. A key we merely do not have (yet) is ours: a failure. */
const handle = async (deps: ProcessDeps, tx: Tx, row: InboxRow): Promise<HandlerOutcome> => {
  try {
    const inbound = await inboundOf(deps, row);
    return await deps.handlers[inbound.event](tx, inbound);
  } catch (error) {
    if (error instanceof UnreadableContent && error.code !== 'unknown-encryption-key') return { type: 'not-validated', code: 'shape', text: `The content cannot be read: ${error.code}.` };
    throw error;
  }
};

/** A predecessor that has not come in time will not come. */
const atLast = (deps: ProcessDeps, row: InboxRow, outcome: HandlerOutcome): HandlerOutcome => {
  if (outcome.type !== 'parked' || row.parked_until === null || msOf(row.parked_until) > deps.clock.ms()) return outcome;
  return { type: 'not-validated', code: 'predecessor-missing', text: outcome.reason };
};

const conclude = async (deps: ProcessDeps, tx: Tx, row: InboxRow, outcome: Concluded): Promise<void> => {
  const result = outcome.type === 'validated' ? 'validated' : outcome.code;
  await finish(tx, row.arrival, { state: 'processed', result, reason: null, at: deps.clock.now() });
  await deps.audit.record(tx, {
    actor: 'system:exchange', role: undefined, action: 'message-processed', target: `message:${row.message_id}`, outcome: outcome.type === 'validated' ? 'success' : 'refused',
    details: { from: row.sender, event: row.event, correlation: row.correlation_id, result },
  });
  if (row.event !== 'outcome') await deps.addToOutbox(tx, outcomeMessage(bare(row), outcome));
};

const park = async (deps: ProcessDeps, tx: Tx, row: InboxRow, outcome: Extract<HandlerOutcome, { type: 'parked' }>): Promise<void> => {
  // The first date counts: looking again does not prolong the wait.
  await finish(tx, row.arrival, { state: 'parked', result: 'parked', reason: outcome.reason, at: deps.clock.now(), parkedUntil: row.parked_until ?? outcome.until });
};

type Worked = { readonly row: InboxRow; readonly result: 'processed' | 'parked' };

const workOnce = (deps: ProcessDeps, arrival: number): Promise<Worked | undefined> =>
  inTransaction(deps.db, async (tx) => {
    const row = await takeForWork(tx, arrival);
    if (row === undefined) return undefined;
    const outcome = atLast(deps, row, await handle(deps, tx, row));
    if (outcome.type === 'parked') await park(deps, tx, row, outcome);
    else await conclude(deps, tx, row, outcome);
    deps.metrics.processed.inc({ partner: row.sender, event: row.event, result: outcome.type });
    return { row, result: outcome.type === 'parked' ? 'parked' : 'processed' };
  });

const quarantine = async (deps: ProcessDeps, tx: Tx, arrival: number, row: { sender: string; message_id: string; event: string }, reason: string): Promise<void> => {
  await finish(tx, arrival, { state: 'quarantined', result: 'quarantined', reason, at: deps.clock.now() });
  await deps.audit.record(tx, { actor: 'system:exchange', role: undefined, action: 'message-quarantined', target: `message:${row.message_id}`, outcome: 'failed', details: { from: row.sender, event: row.event, reason } });
};

type Correlation = { readonly sender: string; readonly id: string };

/** Counts the failure, unless it is the database's own trouble; the fifth quarantines. @returns when to try again, or whose next message may go on now */
const afterFailure = async (deps: ProcessDeps, arrival: number, error: unknown): Promise<JobOutcome | { readonly type: 'quarantined'; readonly correlation: Correlation }> => {
  if (isPassing(error)) return { type: 'later', delayMs: deps.retryMs };
  const reason = wordsOf(error);
  const failed = await inTransaction(deps.db, async (tx) => {
    const waitMs = deps.retryMs * 2 ** 4;
    const row = await countFailure(tx, arrival, reason, instantOf(deps.clock.ms() + waitMs));
    if (row !== undefined && row.attempts >= maxAttempts) await quarantine(deps, tx, arrival, row, reason);
    return row;
  });
  const attempts = failed?.attempts;
  deps.log.error({ arrival, attempts, reason, stack: framesOf(error) }, attempts !== undefined && attempts >= maxAttempts ? 'message quarantined' : 'handler failed');
  if (failed === undefined || attempts === undefined) return done;
  return attempts >= maxAttempts ? { type: 'quarantined', correlation: { sender: failed.sender, id: failed.correlation_id } } : { type: 'later', delayMs: deps.retryMs * 2 ** (attempts - 1) };
};

/** What to look at next in a correlation: the parked ones once after each step that brought something new, then the next stored. */
const nextOf = async (deps: ProcessDeps, sender: string, correlationId: string, looked: ReadonlySet<number>): Promise<number | undefined> => {
  const open = await openOfCorrelation(deps.db, sender, correlationId);
  return open.find((row) => row.state === 'stored')?.arrival ?? open.find((row) => row.state === 'parked' && !looked.has(row.arrival))?.arrival;
};

/** The job of one inbound message: work on it in one transaction (state change, audit, outcome message), then go on with its correlation in order
 *  of arrival. Running twice is harmless: the row is locked while worked on and says when it is finished (exchange.md §4.1). */
export const createProcessInbound =
  (deps: ProcessDeps) =>
  async (arrival: number): Promise<JobOutcome> => {
    let current: number | undefined = arrival;
    let looked = new Set<number>();
    let correlation: Correlation;
    while (current !== undefined) {
      const at: number = current;
      try {
        const worked = await workOnce(deps, at);
        if (worked === undefined) return done;
        deps.wake();
        correlation = { sender: worked.row.sender, id: worked.row.correlation_id };
        looked = worked.result === 'processed' ? new Set() : looked.add(at);
      } catch (error) {
        const outcome = await afterFailure(deps, at, error);
        if (outcome.type !== 'quarantined') return at === arrival ? outcome : done;
        // It holds back nobody from now on.
        correlation = outcome.correlation;
      }
      current = await nextOf(deps, correlation.sender, correlation.id, looked);
    }
    return done;
  };
