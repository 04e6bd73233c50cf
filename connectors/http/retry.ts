/** What to do after a try of a GET (catalogue.md §6.2): 429 and 503 honour Retry-After, other 5xx and network errors back off,
 *  everything else is an answer. Pure: `random` in [0, 1) is passed in. */
export type TryResult = { readonly status: number; readonly retryAfter?: string | undefined } | { readonly networkError: true };

export type RetryRules = { readonly tries: number; readonly retryBaseMs: number };

/** Longer waits are left to the next scheduled run. */
export const longestWaitMs = 300_000;

const retryAfterMs = (value: string | undefined, nowMs: number): number | undefined => {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
};

const isPassing = (result: TryResult): boolean => 'networkError' in result || result.status === 429 || result.status >= 500;

/** Milliseconds to wait before the next try, or undefined: give the answer (or the error) to the caller.
 *  @param attempt number of the try that just ended, from 1 */
export const waitBeforeRetry = (result: TryResult, attempt: number, rules: RetryRules, nowMs: number, random: number): number | undefined => {
  if (!isPassing(result) || attempt >= rules.tries) return undefined;
  const asked = 'status' in result && (result.status === 429 || result.status === 503) ? retryAfterMs(result.retryAfter, nowMs) : undefined;
  if (asked !== undefined) return asked <= longestWaitMs ? asked : undefined;
  const backoff = rules.retryBaseMs * 2 ** (attempt - 1);
  return Math.min(longestWaitMs, backoff / 2 + (random * backoff) / 2);
};
