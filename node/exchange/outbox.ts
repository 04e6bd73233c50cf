import { v7 as newId } from 'uuid';
import type { OwnKey } from '../../certs/key-ring.ts';
import type { Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/clock.ts';
import type { Participant } from '../../core/directory.ts';
import { AppError } from '../../core/errors.ts';
import { envelopeLimits, protocolVersion } from '../../core/exchange.ts';
import type { MessageId, NodeId } from '../../core/ids.ts';
import { asId } from '../../core/ids.ts';
import { envelopeToFhir } from '../../mappings/envelope-to-fhir/envelope-to-fhir.ts';
import { encryptContent } from './content.ts';
import { contextOf, inSpan, traceparentOf } from '../tracing/spans.ts';
import type { NewOutboxRow } from './outbox-store.ts';
import { addRows, nextSequences } from './outbox-store.ts';
import type { AddAllToOutbox, AddToOutbox, DirectoryPort, OutboundMessage, PartnerKey } from './ports.ts';
import { signBundle } from './signature.ts';
import { newTraceparent, spanAttributes } from './traceparent.ts';

export type OutboxDeps = {
  readonly self: NodeId;
  readonly clock: Clock;
  readonly directory: Pick<DirectoryPort, 'participant' | 'encryptionKey' | 'version'>;
  readonly signingKey: () => OwnKey;
  /** notAfter of a message that names none, ms. */
  readonly ttlMs: number;
};

const receiverOf = (deps: OutboxDeps, to: NodeId): { participant: Participant; key: PartnerKey } => {
  const participant = deps.directory.participant(to);
  const key = deps.directory.encryptionKey(to);
  if (participant === undefined || participant.state.code === 'revoked') throw new AppError('unavailable', 'receiver-unknown', `The directory lists no participant ${to} that messages could go to.`);
  if (key === undefined) throw new AppError('unavailable', 'receiver-unknown', `The directory lists no encryption key of ${to} that counts now.`);
  return { participant, key };
};

const contentFor = async (message: OutboundMessage, key: PartnerKey): Promise<string | undefined> =>
  message.content === undefined ? undefined : encryptContent(message.content, key);

type Numbered = { readonly message: OutboundMessage; readonly to: Participant; readonly content: string | undefined; readonly sequence: number };

const mint = async (deps: OutboxDeps, { message, to, content, sequence }: Numbered, messageId: string, traceparent: string): Promise<NewOutboxRow> => {
  const now = deps.clock.now();
  const notAfter = message.notAfter ?? instantOf(deps.clock.ms() + deps.ttlMs);
  const bundle = envelopeToFhir(
    {
      messageId: asId<MessageId>(messageId), timestamp: now, event: message.event, sender: deps.self, senderEndpoint: deps.directory.participant(deps.self)?.gateway ?? `urn:ehds-node:${deps.self}`,
      receiver: message.to, receiverEndpoint: to.gateway, protocol: protocolVersion, correlationId: message.correlationId, sequence, notAfter,
      traceparent, inReplyTo: message.inReplyTo, replyCode: message.replyCode, content,
    },
    newId(),
  );
  const { bytes, digest } = await signBundle(bundle, deps.signingKey(), deps.self);
  if (bytes.length > envelopeLimits.bodyBytes) throw new AppError('too-large', 'message-too-large', `The message has ${bytes.length} bytes; partners take ${envelopeLimits.bodyBytes}.`);
  return {
    message_id: messageId, receiver: message.to, event: message.event, correlation_id: message.correlationId, sequence, in_reply_to: message.inReplyTo ?? null,
    created_at: now, not_after: notAfter, directory_version: deps.directory.version(), digest, bytes, traceparent,
  };
};

const mintTraced = (deps: OutboxDeps, one: Numbered): Promise<NewOutboxRow> => {
  const messageId = newId();
  const { to, event, correlationId, cause } = one.message;
  return inSpan('message send', { kind: 'producer', ...(cause === undefined ? {} : { parent: contextOf(cause) }), attributes: spanAttributes(messageId, to, event, correlationId) }, (span) =>
    mint(deps, one, messageId, traceparentOf(span) ?? newTraceparent(cause)),
  );
};

/** The one way messages come into being: minted, encrypted, numbered and signed once, stored in the caller's transaction as the exact bytes that
 *  every attempt will send (exchange.md §3, §4.1).
 *  @throws AppError `unavailable` `receiver-unknown`; `too-large` when a message would pass no partner's limit */
export const createOutbox = (deps: OutboxDeps): { add: AddToOutbox; addAll: AddAllToOutbox } => {
  /** For messages of which no two go to one partner about one correlation: their numbers are drawn together. */
  const addApart: AddAllToOutbox = async (tx, messages) => {
    if (messages.length === 0) return [];
    const sealed = await Promise.all(
      messages.map(async (message) => {
        const { participant, key } = receiverOf(deps, message.to);
        return { message, to: participant, content: await contentFor(message, key) };
      }),
    );
    const numbers = await nextSequences(tx, messages.map((message) => ({ receiver: message.to, correlationId: message.correlationId })));
    const rows = await Promise.all(sealed.map((one, index) => mintTraced(deps, { ...one, sequence: numbers[index] as number })));
    await addRows(tx, rows);
    return rows.map((row) => asId<MessageId>(row.message_id));
  };
  const addAll: AddAllToOutbox = async (tx, messages) => {
    if (new Set(messages.map((message) => `${message.to} ${message.correlationId}`)).size === messages.length) return addApart(tx, messages);
    const ids: MessageId[] = [];
    for (const message of messages) ids.push(...(await addApart(tx, [message])));
    return ids;
  };
  return { addAll, add: async (tx, message) => (await addApart(tx, [message]))[0] as MessageId };
};
