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
import { addRow, nextSequence } from './outbox-store.ts';
import type { AddToOutbox, DirectoryPort, OutboundMessage, PartnerKey } from './ports.ts';
import { signBundle } from './signature.ts';

export type OutboxDeps = {
  readonly self: NodeId;
  readonly clock: Clock;
  readonly directory: Pick<DirectoryPort, 'participant' | 'encryptionKey' | 'version'>;
  readonly signingKey: () => OwnKey;
  /** notAfter of a message that names none, ms. */
  readonly ttlMs: number;
  /** W3C trace context of what is going on now. */
  readonly traceparent: () => string;
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

/** The one way a message comes into being: minted, encrypted, numbered and signed once, stored in the caller's transaction as the exact bytes that
 *  every attempt will send (exchange.md §3, §4.1).
 *  @throws AppError `unavailable` `receiver-unknown`; `too-large` when the message would pass no partner's limit */
export const createOutbox = (deps: OutboxDeps): { add: AddToOutbox } => ({
  add: async (tx, message): Promise<MessageId> => {
    const { participant, key } = receiverOf(deps, message.to);
    const content = await contentFor(message, key);
    const sequence = await nextSequence(tx, message.to, message.correlationId);
    const now = deps.clock.now();
    const messageId = asId<MessageId>(newId());
    const notAfter = message.notAfter ?? instantOf(deps.clock.ms() + deps.ttlMs);
    const bundle = envelopeToFhir(
      {
        messageId, timestamp: now, event: message.event, sender: deps.self, senderEndpoint: deps.directory.participant(deps.self)?.gateway ?? `urn:ehds-node:${deps.self}`,
        receiver: message.to, receiverEndpoint: participant.gateway, protocol: protocolVersion, correlationId: message.correlationId, sequence, notAfter,
        traceparent: deps.traceparent(), inReplyTo: message.inReplyTo, replyCode: message.replyCode, content,
      },
      newId(),
    );
    const { bytes, digest } = await signBundle(bundle, deps.signingKey(), deps.self);
    if (bytes.length > envelopeLimits.bodyBytes) throw new AppError('too-large', 'message-too-large', `The message has ${bytes.length} bytes; partners take ${envelopeLimits.bodyBytes}.`);
    await addRow(tx, {
      message_id: messageId, receiver: message.to, event: message.event, correlation_id: message.correlationId, sequence, in_reply_to: message.inReplyTo ?? null,
      created_at: now, not_after: notAfter, directory_version: deps.directory.version(), digest, bytes,
    });
    return messageId;
  },
});
