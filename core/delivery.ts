import type { Instant } from './clock.ts';

/** Words between the delivery of messages (node/exchange) and its policy (queues): exchange.md §4.2, §4.3. */
export type RetryPolicy = {
  /** 30 s: a restart of the partner is over by then. */
  readonly baseMs: number;
  /** 6 h: a partner that was down all weekend is tried again the same morning. */
  readonly capMs: number;
};

export type RetryDecision = { readonly type: 'wait'; readonly until: Instant; readonly waitMs: number } | { readonly type: 'stop'; readonly reason: 'expired' };

/** What came back from one attempt. */
export type AttemptResult =
  | { readonly kind: 'receipt' }
  | { readonly kind: 'answer'; readonly status: number; readonly code: string | undefined; readonly retryAfterMs: number | undefined }
  /** 202 without a receipt that holds, or another 2xx. */
  | { readonly kind: 'bad-receipt'; readonly why: string }
  /** DNS, connect, TLS, timeout, reset. */
  | { readonly kind: 'network'; readonly code: string };

export type Verdict =
  | { readonly type: 'delivered' }
  /** `countsAgainstPeer`: the breaker hears of it. `holdPartner`: nothing more goes to this partner before the wait is over. */
  | { readonly type: 'retry'; readonly reason: string; readonly countsAgainstPeer: boolean; readonly holdPartner: boolean; readonly retryAfterMs: number | undefined }
  /** Read the directory and try once more at once; the second time it is dead. */
  | { readonly type: 'refresh-directory'; readonly reason: string }
  | { readonly type: 'dead'; readonly reason: string; readonly alarm: boolean }
  /** The partner does not take us: every message to it waits for a person. */
  | { readonly type: 'hold'; readonly reason: string };

export type BreakerSettings = { readonly probeMs: number; readonly probeCapMs: number };

/** What is remembered of a partner's last attempts. */
export type Breaker = {
  readonly failuresInRow: number;
  /** Attempts of the last 10 minutes, oldest first: when, and whether they succeeded. */
  readonly recent: readonly { readonly at: number; readonly ok: boolean }[];
  readonly open: { readonly since: number; readonly reason: string; readonly probes: number; readonly nextProbeAt: number } | undefined;
};
