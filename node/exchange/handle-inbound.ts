import type { OwnKey } from '../../certs/key-ring.ts';
import type { Clock } from '../../core/clock.ts';
import { msOf } from '../../core/clock.ts';
import type { MessageEvent } from '../../core/exchange.ts';
import type { MessageId, NodeId } from '../../core/ids.ts';
import { fhirToEnvelope } from '../../mappings/fhir-to-envelope/fhir-to-envelope.ts';
import type { Tx } from '../storage/db.ts';
import { contextOf, inSpan } from '../tracing/spans.ts';
import { UnreadableContent, decryptContent } from './content.ts';
import type { InboxRow } from './inbox-store.ts';
import type { HandlerOutcome, Handlers, InboundMessage, ReplyCode } from './ports.ts';
import { spanAttributes } from './traceparent.ts';

export type HandleDeps = { readonly clock: Clock; readonly handlers: Handlers; readonly encryptionKeys: () => readonly OwnKey[] };

const contentOf = async (deps: HandleDeps, row: InboxRow): Promise<InboundMessage['content']> => {
  const reading = fhirToEnvelope(JSON.parse(row.bytes.toString('utf8')));
  if ('problem' in reading) throw new Error('a stored message no longer reads as an envelope');
  return reading.envelope.content === undefined ? undefined : decryptContent(reading.envelope.content, deps.encryptionKeys());
};

/** The message as far as its row tells it, without content and reply. */
export const bare = (row: InboxRow): InboundMessage => ({
  messageId: row.message_id as MessageId, sender: row.sender as NodeId, event: row.event as MessageEvent, correlationId: row.correlation_id, sequence: row.sequence, receivedAt: row.received_at,
  content: undefined, inReplyTo: undefined, replyCode: undefined,
});

export type Opened = { readonly row: InboxRow; readonly inbound: InboundMessage | UnreadableContent };

/** Decrypts. Content that nobody can ever read is the sender's business: it is answered as not validated. @throws when a key is missing that may yet come */
export const open = async (deps: HandleDeps, row: InboxRow): Promise<Opened> => {
  try {
    const content = await contentOf(deps, row);
    return { row, inbound: { ...bare(row), content, inReplyTo: (row.in_reply_to ?? undefined) as MessageId | undefined, replyCode: (row.reply_code ?? undefined) as ReplyCode | undefined } };
  } catch (error) {
    if (error instanceof UnreadableContent && error.code !== 'unknown-encryption-key') return { row, inbound: error };
    throw error;
  }
};

/** A predecessor that has not come in time will not come. */
const atLast = (deps: HandleDeps, row: InboxRow, outcome: HandlerOutcome): HandlerOutcome => {
  if (outcome.type !== 'parked' || row.parked_until === null || msOf(row.parked_until) > deps.clock.ms()) return outcome;
  return { type: 'not-validated', code: 'predecessor-missing', text: outcome.reason };
};

/** Calls the handler of the message's event. */
export const handle = async (deps: HandleDeps, tx: Tx, { row, inbound }: Opened): Promise<HandlerOutcome> => {
  if (inbound instanceof UnreadableContent) return { type: 'not-validated', code: 'shape', text: `The content cannot be read: ${inbound.code}.` };
  const attributes = spanAttributes(row.message_id, row.sender, row.event, row.correlation_id);
  return inSpan('message process', { kind: 'consumer', parent: contextOf(row.traceparent), attributes }, async (span) => {
    const outcome = atLast(deps, row, await deps.handlers[inbound.event](tx, inbound));
    span.setAttribute('ehds.result', outcome.type);
    return outcome;
  });
};
