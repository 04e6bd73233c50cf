import type { NodeId } from '../../core/ids.ts';

/** Calls to partner gateways over mutual TLS: one pool per partner and key generation, no redirect is ever followed, answers are cut at `maxBytes`. */
export type PartnerRequest = {
  readonly method: 'GET' | 'POST';
  /** Below the gateway's base URL, with leading slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
  readonly maxBytes: number;
};

export type PartnerAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer; readonly durationMs: number };

export type PartnerClient = {
  /** @throws AppError `unavailable` with code `partner-dns | partner-connect | partner-tls | partner-timeout | partner-reset | partner-answer-too-large`, or `not-found` `unknown-partner` */
  request(to: NodeId, request: PartnerRequest): Promise<PartnerAnswer>;
  /** Closes that partner's connections (after a change of directory, or on pause). */
  drop(to: NodeId): Promise<void>;
  close(): Promise<void>;
};
