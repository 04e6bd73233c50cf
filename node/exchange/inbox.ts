import type { OwnKey } from '../../certs/key-ring.ts';
import type { Clock } from '../../core/clock.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Audit, AuditEvent } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import { contextOf, inSpan } from '../tracing/spans.ts';
import { createBatcher } from './batcher.ts';
import type { Arrival, Checked, GuardDeps } from './guards.ts';
import { checkArrival } from './guards.ts';
import type { NewInboxRow } from './inbox-store.ts';
import { recordOnce, storedReceipt } from './inbox-store.ts';
import type { DirectoryPort } from './ports.ts';
import { makeReceipt } from './receipts.ts';
import { refusal } from './refusal.ts';
import { spanAttributes } from './traceparent.ts';

export type InboxDeps = GuardDeps & {
  readonly self: NodeId;
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly directory: DirectoryPort;
  readonly signingKey: () => OwnKey;
  /** Told after commit: these rows want to be worked on. */
  readonly stored: (arrivals: readonly number[]) => void;
};

/** What became of an arriving message: both are answered 202 with the receipt. */
export type ReceiveOutcome = { readonly type: 'stored' | 'duplicate'; readonly receipt: Buffer; readonly messageId: string; readonly traceparent: string | undefined };

type Written = { readonly arrival: number } | undefined;

const keyOf = (row: { sender: string; message_id: string }): string => `${row.sender} ${row.message_id}`;

const receivedEvent = (row: NewInboxRow): AuditEvent => ({
  actor: `partner:${row.sender}`, role: undefined, action: 'message-received', target: `message:${row.message_id}`, outcome: 'success',
  details: { event: row.event, correlation: row.correlation_id, sequence: row.sequence, digest: row.digest },
});

/** The promise is the committed row. Messages that arrive together share one transaction and so one flush to disk; each still gets its own answer.
 *  @returns per row its arrival number, or undefined when (sender, message id) was there before */
const writeTogether = async (deps: InboxDeps, rows: readonly NewInboxRow[]): Promise<Written[]> => {
  // Two copies in one batch: the first is new, the second a duplicate.
  const first = new Map<string, NewInboxRow>();
  for (const row of rows) if (!first.has(keyOf(row))) first.set(keyOf(row), row);
  const unique = [...first.values()];
  const stored = await inTransaction(deps.db, async (tx) => {
    const added = await recordOnce(tx, unique);
    const keys = new Set(added.map(keyOf));
    await deps.audit.recordAll(tx, unique.filter((row) => keys.has(keyOf(row))).map(receivedEvent));
    return added;
  });
  const arrivals = new Map(stored.map((row) => [keyOf(row), Number(row.arrival)]));
  if (stored.length > 0) deps.stored([...arrivals.values()]);
  return rows.map((row) => {
    const arrival = arrivals.get(keyOf(row));
    return arrival === undefined || first.get(keyOf(row)) !== row ? undefined : { arrival };
  });
};

const rowOf = (checked: Checked, arrival: Arrival, receivedAt: string, directoryVersion: number, receipt: Buffer): NewInboxRow => ({
  sender: arrival.peer.nodeId, message_id: checked.envelope.messageId, event: checked.envelope.event, correlation_id: checked.envelope.correlationId, sequence: checked.envelope.sequence,
  in_reply_to: checked.envelope.inReplyTo ?? null, reply_code: checked.envelope.replyCode ?? null, traceparent: checked.envelope.traceparent ?? null, received_at: receivedAt,
  directory_version: directoryVersion, digest: checked.digest, bytes: arrival.bytes, receipt,
});

/** Receives messages (exchange.md §3.1, §4.1): guards, then record and answer in one transaction. Work follows later, in a job. */
export const createInbox = (deps: InboxDeps) => {
  const write = createBatcher({ maxBatch: 64, parallel: 2, work: (rows: readonly NewInboxRow[]) => writeTogether(deps, rows) });

  const answerDuplicate = async (checked: Checked, sender: NodeId): Promise<ReceiveOutcome> => {
    const { messageId, traceparent } = checked.envelope;
    const known = await storedReceipt(deps.db, sender, messageId);
    if (known === undefined) throw new Error('a message is neither new nor stored');
    if (known.digest !== checked.digest) throw refusal('id-reused', 'This message id was used before for other content.');
    return { type: 'duplicate', receipt: known.receipt, messageId, traceparent };
  };

  const store = async (arrival: Arrival, checked: Checked): Promise<ReceiveOutcome> => {
    const { messageId, traceparent } = checked.envelope;
    const sender = arrival.peer.nodeId;
    const receivedAt = deps.clock.now();
    const directoryVersion = deps.directory.version();
    const receipt = await makeReceipt(
      { messageId, sender, receiver: deps.self, receivedAt, digest: checked.digest, directoryVersion },
      { sender: arrival.peer.gateway, receiver: deps.directory.participant(deps.self)?.gateway ?? `urn:ehds-node:${deps.self}` },
      deps.signingKey(),
    );
    const written = await write(rowOf(checked, arrival, receivedAt, directoryVersion, receipt));
    if (written === undefined) return answerDuplicate(checked, sender);
    return { type: 'stored', receipt, messageId, traceparent };
  };

  return {
    /** @throws AppError with a refusal code of exchange.md §3.2 */
    receive: async (arrival: Arrival): Promise<ReceiveOutcome> => {
      const checked = await checkArrival(deps, arrival);
      const { messageId, event, correlationId, traceparent } = checked.envelope;
      // Only what the sender signed may name the trace.
      return inSpan('message receive', { kind: 'server', parent: contextOf(traceparent), attributes: spanAttributes(messageId, arrival.peer.nodeId, event, correlationId) }, () => store(arrival, checked));
    },
  };
};

export type Inbox = ReturnType<typeof createInbox>;
