/** What one source may cost (catalogue.md §6.7). Every refusal names the limit and its value. */
export type HttpLimits = {
  readonly maxBytes: number;
  /** After decompression. */
  readonly maxDecompressedBytes: number;
  /** Decompressed to compressed: above it the answer is a bomb. */
  readonly maxRatio: number;
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly idleMs: number;
  readonly pageMs: number;
  readonly redirects: number;
  readonly atOnce: number;
  readonly perSecond: number;
  /** Tries of one request in all: 1 means no retry. */
  readonly tries: number;
  /** Wait before the second try; doubles each time. */
  readonly retryBaseMs: number;
};

const mebibyte = 1024 * 1024;

export const defaultLimits: HttpLimits = {
  maxBytes: 256 * mebibyte,
  maxDecompressedBytes: 1024 * mebibyte,
  maxRatio: 100,
  connectMs: 10_000,
  firstByteMs: 60_000,
  idleMs: 30_000,
  pageMs: 600_000,
  redirects: 5,
  atOnce: 4,
  perSecond: 5,
  tries: 5,
  retryBaseMs: 2_000,
};
