/** Words of the exchange between nodes (exchange.md §3, applications.md §4.1). */
export const protocolVersion = '1.0';

export const messageEvents = [
  'leg-submit',
  'leg-attachment',
  'info-request',
  'info-response',
  'leg-message',
  'leg-status',
  'leg-clock',
  'leg-withdraw',
  'decision-issued',
  'decision-response',
  'peer-decision',
  'outcome',
] as const;
export type MessageEvent = (typeof messageEvents)[number];

/** Limits of exchange.md §3; over one of them a body is refused before it is parsed. */
export const envelopeLimits = {
  bodyBytes: 16 * 1024 * 1024,
  depth: 32,
  entries: 200,
  attachmentBytes: 5 * 1024 * 1024,
  clockAheadMs: 5 * 60_000,
} as const;

/** Stable codes of a refusal by the partner listener (exchange.md §3.2). */
export const refusalCodes = [
  'id-reused', 'malformed', 'too-deep', 'too-large', 'wrong-destination', 'sender-mismatch', 'bad-signature', 'unknown-key',
  'unsupported-event', 'unsupported-version', 'expired', 'throttled', 'maintenance', 'not-a-participant', 'internal',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];
