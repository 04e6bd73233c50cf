import type { Instant } from '../core/clock.ts';
import { instantOf, msOf } from '../core/clock.ts';
import type { AttemptResult, RetryDecision, RetryPolicy, Verdict } from '../core/delivery.ts';
import type { RefusalCode } from '../core/exchange.ts';
import { refusalCodes } from '../core/exchange.ts';

/** Retry policy of deliveries, pure (exchange.md §4.2).
 *  Wait before attempt n+1: base × 2^(n-1), capped, of which a random 50-100 % is taken (full jitter in the upper half spreads a consortium that
 *  came back at once, and still never waits less than half). A longer Retry-After wins. Nothing is tried after `notAfter`. */

/** Longest wait after the n-th failed attempt (n ≥ 1), before jitter. */
export const ceilingMs = (policy: RetryPolicy, attempt: number): number => Math.min(policy.capMs, policy.baseMs * 2 ** Math.min(attempt - 1, 40));

/** @param random in [0, 1)
 *  @returns the instant of the next attempt, or `stop` when it would come after `notAfter` */
export const nextAttempt = (policy: RetryPolicy, input: { attempt: number; nowMs: number; notAfter: Instant; retryAfterMs: number | undefined; random: number }): RetryDecision => {
  const jittered = ceilingMs(policy, input.attempt) * (0.5 + 0.5 * input.random);
  const waitMs = Math.round(Math.max(jittered, input.retryAfterMs ?? 0));
  const at = input.nowMs + waitMs;
  const last = msOf(input.notAfter);
  if (at < last) return { type: 'wait', until: instantOf(at), waitMs };
  // One more try just before the end is worth more than giving up early, also for a partner that asked for a longer wait than the message has; but only
  // if that leaves at least the base wait.
  const final = last - 1000;
  if (final - input.nowMs >= policy.baseMs) return { type: 'wait', until: instantOf(final), waitMs: final - input.nowMs };
  return { type: 'stop', reason: 'expired' };
};

const retry = (reason: string, options: { counts: boolean; hold?: boolean; afterMs?: number | undefined }): Verdict => ({
  type: 'retry', reason, countsAgainstPeer: options.counts, holdPartner: options.hold ?? false, retryAfterMs: options.afterMs,
});
const dead = (reason: string, alarm: boolean): Verdict => ({ type: 'dead', reason, alarm });

const isRefusal = (code: string | undefined): code is RefusalCode => code !== undefined && (refusalCodes as readonly string[]).includes(code);

const byCode = (code: RefusalCode, afterMs: number | undefined): Verdict => {
  switch (code) {
    case 'unknown-key': return { type: 'refresh-directory', reason: code };
    case 'id-reused': case 'wrong-destination': case 'sender-mismatch': case 'bad-signature': return dead(code, true);
    case 'malformed': case 'too-deep': case 'too-large': case 'unsupported-event': case 'unsupported-version': case 'expired': return dead(code, false);
    case 'throttled': return retry(code, { counts: false, hold: true, afterMs });
    case 'maintenance': return retry(code, { counts: false, hold: true, afterMs });
    case 'not-a-participant': return { type: 'hold', reason: code };
    case 'internal': return retry(code, { counts: true, afterMs });
  }
};

const byStatus = (status: number, afterMs: number | undefined): Verdict => {
  if (status >= 300 && status < 400) return dead('redirect-refused', false);
  if (status === 429) return retry('throttled', { counts: false, hold: true, afterMs });
  if (status === 408 || status === 425 || status >= 500) return retry(`http-${status}`, { counts: true, afterMs });
  if (status >= 200 && status < 300) return retry('no-receipt', { counts: true });
  return dead(`http-${status}`, false);
};

const permanentCodes: Readonly<Record<number, readonly RefusalCode[]>> = {
  400: ['malformed', 'too-deep'], 403: ['wrong-destination', 'sender-mismatch', 'bad-signature', 'unknown-key', 'not-a-participant'],
  409: ['id-reused'], 410: ['expired'], 413: ['too-large'], 422: ['unsupported-event', 'unsupported-version'], 429: ['throttled'], 503: ['throttled', 'maintenance'], 500: ['internal'],
};

/** What to do with an answer (exchange.md §3.2, §4.2). A code is believed only with the status it belongs to: a gateway's own 403 page is not ours. */
export const classify = (result: AttemptResult): Verdict => {
  switch (result.kind) {
    case 'receipt': return { type: 'delivered' };
    case 'bad-receipt': return retry(result.why, { counts: true });
    case 'network': return retry(result.code, { counts: true });
    case 'answer': {
      const { status, code, retryAfterMs } = result;
      if (isRefusal(code) && permanentCodes[status]?.includes(code) === true) return byCode(code, retryAfterMs);
      return byStatus(status, retryAfterMs);
    }
  }
};

/** Retry-After in ms: seconds, or an HTTP date. @returns undefined when absent or unreadable; at most 24 h, so that a typing error does not park a partner */
export const parseRetryAfter = (header: string | undefined, nowMs: number): number | undefined => {
  if (header === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(header.trim()) ? Number(header.trim()) * 1000 : new Date(header).getTime() - nowMs;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds), 24 * 3_600_000) : undefined;
};
