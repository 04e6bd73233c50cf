import type { Bundle } from 'fhir/r4.d.ts';
import type { KeyObject } from 'node:crypto';
import type { Instant } from '../../core/clock.ts';
import type { AttemptResult, Breaker, RetryDecision, Verdict } from '../../core/delivery.ts';
import type { Participant } from '../../core/directory.ts';
import type { MessageEvent } from '../../core/exchange.ts';
import type { MessageId, NodeId } from '../../core/ids.ts';
import type { Tx } from '../storage/db.ts';

/** What the exchange needs from others, and what it offers them, as plain function types (exchange.md §4.1). Wiring passes the functions. */

/** A public key of a participant, found in the directory. */
export type PartnerKey = { readonly kid: string; readonly alg: string; readonly key: KeyObject };

/** The consortium directory, as far as the exchange looks into it. Look-ups are in memory; `refresh` reads the coordinator's version. */
export type DirectoryPort = {
  readonly participant: (node: NodeId) => Participant | undefined;
  readonly participants: () => readonly Participant[];
  /** The signing key with this kid that counts for this node now; current or previous. */
  readonly signingKey: (node: NodeId, kid: string) => PartnerKey | undefined;
  /** The key to encrypt for this node now. */
  readonly encryptionKey: (node: NodeId) => PartnerKey | undefined;
  readonly version: () => number;
  /** Why no new message may leave (directory expired beyond its grace, none known); undefined when all is well. */
  readonly mayNotSend: () => string | undefined;
  /** At most once per 30 s; never throws. */
  readonly refresh: (reason: string) => Promise<void>;
};

/** One finding about a message's content, as it travels in an outcome (applications.md §4.4). */
export type Issue = {
  readonly code: string;
  readonly text: string;
  readonly severity?: 'error' | 'warning' | 'information';
  /** linkId of the form, when the finding is about one field. */
  readonly linkId?: string;
};

export type ReplyCode = 'ok' | 'fatal-error';

/** A message that passed every guard and is stored; content decrypted. */
export type InboundMessage = {
  readonly messageId: MessageId;
  /** From the transport, never from the body. */
  readonly sender: NodeId;
  readonly event: MessageEvent;
  readonly correlationId: string;
  readonly sequence: number;
  /** When it was durably stored here: clocks start from this. */
  readonly receivedAt: Instant;
  readonly content: Bundle | undefined;
  readonly inReplyTo: MessageId | undefined;
  readonly replyCode: ReplyCode | undefined;
};

/** What a handler concluded. `parked`: the predecessor is missing; the handler is called again after a later message of the same correlation,
 *  and at `until` for the last time: `parked` is then taken as not validated, `predecessor-missing`. Throwing means failure: 5 failures quarantine the message. */
export type HandlerOutcome =
  | { readonly type: 'validated'; readonly notes?: readonly string[]; readonly warnings?: readonly Issue[] }
  | { readonly type: 'not-validated'; readonly code: string; readonly text: string; readonly issues?: readonly Issue[] }
  | { readonly type: 'parked'; readonly reason: string; readonly until: Instant };

/** Runs in one transaction with the outcome message: state change, audit and outbox rows belong to it. Must tolerate being run again after a rollback. */
export type Handler = (tx: Tx, inbound: InboundMessage) => Promise<HandlerOutcome>;
export type Handlers = Readonly<Record<MessageEvent, Handler>>;

/** A message to send; `content` travels encrypted for the receiver. */
export type OutboundMessage = {
  readonly to: NodeId;
  readonly event: MessageEvent;
  readonly correlationId: string;
  readonly content: Bundle | undefined;
  readonly inReplyTo?: MessageId;
  readonly replyCode?: ReplyCode;
  /** W3C trace context of the message that is answered; default: what is going on now. */
  readonly cause?: string;
  /** Default: now + MESSAGE_TTL_MS. */
  readonly notAfter?: Instant;
};

/** Writes the message in the caller's transaction; nothing leaves before commit. Call `wake()` of the exchange after commit.
 *  @throws AppError `unavailable` `receiver-unknown` when the directory has no such participant or no key for it */
export type AddToOutbox = (tx: Tx, message: OutboundMessage) => Promise<MessageId>;

/** Several messages in one go; ids in the order given. */
export type AddAllToOutbox = (tx: Tx, messages: readonly OutboundMessage[]) => Promise<readonly MessageId[]>;

export type DeliveredEvent = { readonly messageId: MessageId; readonly to: NodeId; readonly event: MessageEvent; readonly correlationId: string; readonly receivedAt: Instant };
export type DeadEvent = { readonly messageId: MessageId; readonly to: NodeId; readonly event: MessageEvent; readonly correlationId: string; readonly reason: string };

/** Told in the transaction that records the fact. */
export type DeliveryHooks = {
  readonly onDelivered: (tx: Tx, event: DeliveredEvent) => Promise<void>;
  readonly onDead: (tx: Tx, event: DeadEvent) => Promise<void>;
};

/** One HTTP call to a partner's gateway; connectors/partner implements it. */
export type CallPartner = (
  to: NodeId,
  request: { readonly method: 'GET' | 'POST'; readonly path: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: Uint8Array; readonly timeoutMs: number; readonly maxBytes: number },
) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer; readonly durationMs: number }>;

/** Policy of deliveries, pure functions of queues/ (exchange.md §4.2, §4.3). */
export type DeliveryPolicy = {
  readonly classify: (result: AttemptResult) => Verdict;
  readonly nextAttempt: (input: { attempt: number; nowMs: number; notAfter: Instant; retryAfterMs: number | undefined; random: number }) => RetryDecision;
  readonly parseRetryAfter: (header: string | undefined, nowMs: number) => number | undefined;
};

export type BreakerPolicy = {
  readonly closed: Breaker;
  readonly afterSuccess: (breaker: Breaker, at: number) => Breaker;
  readonly afterFailure: (breaker: Breaker, at: number, reason: string) => Breaker;
  readonly afterFailedProbe: (breaker: Breaker, at: number) => Breaker;
};

/** Scheduling of work by id; queues/ implements it. Adding what is there already does nothing. */
export type Schedule = {
  readonly deliver: (partner: NodeId, jobs: readonly { id: string; delayMs?: number }[]) => Promise<void>;
  /** Delayed jobs of this partner run now. */
  readonly hurry: (partner: NodeId) => Promise<void>;
  readonly work: (arrivals: readonly { arrival: number; delayMs?: number }[]) => Promise<void>;
};

/** A log that takes fields and a message; ids only, never contents. */
export type ExchangeLog = {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
};

/** What a job says when it ends: nothing more to do, or run this id again later. */
export type JobOutcome = { readonly type: 'done' } | { readonly type: 'later'; readonly delayMs: number };
