import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestWaitMs, waitBeforeRetry } from './retry.ts';

const rules = { tries: 5, retryBaseMs: 2000 };

describe('waits between tries', () => {
  it('never retries an answer, never after the last try, and never waits longer than the cap', () => {
    fc.assert(fc.property(fc.integer({ min: 100, max: 599 }), fc.integer({ min: 1, max: 8 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (status, attempt, random) => {
      const wait = waitBeforeRetry({ status }, attempt, rules, 0, random);
      if (attempt >= rules.tries || (status !== 429 && status < 500)) expect(wait).toBeUndefined();
      else expect(wait).toBeLessThanOrEqual(longestWaitMs);
    }));
  });

  it('honours Retry-After in seconds and as a date; a wait of hours is left to the next run', () => {
    expect(waitBeforeRetry({ status: 429, retryAfter: '7' }, 1, rules, 0, 0)).toBe(7000);
    expect(waitBeforeRetry({ status: 503, retryAfter: 'Thu, 01 Jan 1970 00:00:10 GMT' }, 1, rules, 4000, 0)).toBe(6000);
    expect(waitBeforeRetry({ status: 503, retryAfter: '86400' }, 1, rules, 0, 0)).toBeUndefined();
  });

  it('doubles with jitter within the upper half', () => {
    expect(waitBeforeRetry({ networkError: true }, 3, rules, 0, 0)).toBe(4000);
    expect(waitBeforeRetry({ networkError: true }, 3, rules, 0, 0.5)).toBe(6000);
  });
});
