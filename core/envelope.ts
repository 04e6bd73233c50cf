import type { Instant } from './clock.ts';

/** The envelope of a message between nodes, as data (exchange.md §3). On the wire it is a FHIR R4 message Bundle. */
export type Envelope = {
  /** UUID v7; Bundle.id. */
  readonly messageId: string;
  readonly timestamp: Instant;
  /** MessageHeader.eventCoding.code; a known event only after the guard said so. */
  readonly event: string;
  readonly sender: string;
  /** Base URL of the sender's gateway: information, never trusted. */
  readonly senderEndpoint: string;
  readonly receiver: string;
  readonly receiverEndpoint: string;
  readonly protocol: string;
  /** The application's EU-wide id. */
  readonly correlationId: string;
  /** Position within (sender, receiver, correlation), from 1. */
  readonly sequence: number;
  readonly notAfter: Instant;
  /** W3C trace context. */
  readonly traceparent: string | undefined;
  readonly inReplyTo: string | undefined;
  readonly replyCode: 'ok' | 'fatal-error' | undefined;
  /** Compact JWE for the receiver's encryption key. */
  readonly content: string | undefined;
};

/** What a receiver says about a message it stored: received and stored, nothing more. */
export type Receipt = {
  readonly receiptId: string;
  readonly timestamp: Instant;
  readonly messageId: string;
  readonly sender: string;
  readonly receiver: string;
  readonly receivedAt: Instant;
  /** SHA-256, hex, of the RFC 8785 form of the message without its signature. */
  readonly digest: string;
  readonly directoryVersion: number;
};

/** Names on the wire; kept in one place so that both directions agree. */
export const envelopeNames = {
  nodeSystem: 'urn:ehds-node',
  eventSystem: 'urn:ehds-node:message-event',
  refusalSystem: 'urn:ehds-node:refusal',
  protocol: 'urn:ehds-node:envelope:protocol',
  correlation: 'urn:ehds-node:envelope:correlation',
  sequence: 'urn:ehds-node:envelope:sequence',
  notAfter: 'urn:ehds-node:envelope:not-after',
  traceparent: 'urn:ehds-node:envelope:traceparent',
  receiptEvent: 'receipt',
  contentType: 'application/jose',
} as const;

/** The envelope's numbers and texts that a receiver keeps with the row. */
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
