import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../core/clock.ts';
import { refusalCodes } from '../core/exchange.ts';
import { ceilingMs, classify, nextAttempt, parseRetryAfter } from './policy.ts';

const policy = { baseMs: 30_000, capMs: 6 * 3_600_000 };
const week = 7 * 24 * 3_600_000;
const now = new Date('2027-03-29T00:30:00Z').getTime();
const attempts = fc.integer({ min: 1, max: 500 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('wait before the next attempt', () => {
  it('never falls from one attempt to the next, and never passes the cap', () => {
    fc.assert(fc.property(attempts, (n) => ceilingMs(policy, n) <= ceilingMs(policy, n + 1) && ceilingMs(policy, n) <= policy.capMs));
  });
  it('is 30 s, 60 s, 120 s … 6 h before jitter', () => {
    expect([1, 2, 3, 10, 11, 40].map((n) => ceilingMs(policy, n) / 1000)).toEqual([30, 60, 120, 15_360, 21_600, 21_600]);
  });
  it('lies between half and the whole of that', () => {
    fc.assert(
      fc.property(attempts, random, (attempt, r) => {
        const decision = nextAttempt(policy, { attempt, nowMs: now, notAfter: instantOf(now + 10 * week), retryAfterMs: undefined, random: r });
        const whole = ceilingMs(policy, attempt);
        return decision.type === 'wait' && decision.waitMs >= Math.floor(whole / 2) && decision.waitMs <= whole;
      }),
    );
  });
  it('is never past notAfter', () => {
    fc.assert(
      fc.property(attempts, random, fc.integer({ min: 1, max: week }), fc.option(fc.integer({ min: 0, max: week }), { nil: undefined }), (attempt, r, left, retryAfterMs) => {
        const decision = nextAttempt(policy, { attempt, nowMs: now, notAfter: instantOf(now + left), retryAfterMs, random: r });
        return decision.type === 'stop' || new Date(decision.until).getTime() < now + left;
      }),
    );
  });
  it('obeys a longer Retry-After', () => {
    fc.assert(
      fc.property(attempts, random, fc.integer({ min: 0, max: 24 * 3_600_000 }), (attempt, r, retryAfterMs) => {
        const decision = nextAttempt(policy, { attempt, nowMs: now, notAfter: instantOf(now + week), retryAfterMs, random: r });
        return decision.type === 'wait' && decision.waitMs >= retryAfterMs;
      }),
    );
  });
  it('gives a last try just before the end rather than giving up early', () => {
    const decision = nextAttempt(policy, { attempt: 12, nowMs: now, notAfter: instantOf(now + 3_600_000), retryAfterMs: undefined, random: 0.9 });
    expect(decision).toMatchObject({ type: 'wait', until: instantOf(now + 3_599_000) });
  });
});

describe('a Retry-After that goes beyond the end', () => {
  it('means one last try just before it, not a dead letter now', () => {
    const decision = nextAttempt(policy, { attempt: 1, nowMs: now, notAfter: instantOf(now + 3_600_000), retryAfterMs: 2 * 3_600_000, random: 0.5 });
    expect(decision).toEqual({ type: 'wait', until: instantOf(now + 3_599_000), waitMs: 3_599_000 });
  });
  it('is the end when less than the base wait is left', () => {
    expect(nextAttempt(policy, { attempt: 1, nowMs: now, notAfter: instantOf(now + 20_000), retryAfterMs: 3_600_000, random: 0.5 })).toEqual({ type: 'stop', reason: 'expired' });
  });
});

describe('what an answer means', () => {
  it('is delivered only with a receipt', () => {
    fc.assert(fc.property(fc.integer({ min: 100, max: 599 }), fc.option(fc.constantFrom(...refusalCodes), { nil: undefined }), (status, code) => classify({ kind: 'answer', status, code, retryAfterMs: undefined }).type !== 'delivered'));
    expect(classify({ kind: 'bad-receipt', why: 'receipt-signature' })).toMatchObject({ type: 'retry', countsAgainstPeer: true });
    expect(classify({ kind: 'receipt' })).toEqual({ type: 'delivered' });
  });
  it.each([
    [409, 'id-reused', { type: 'dead', alarm: true }], [403, 'bad-signature', { type: 'dead', alarm: true }], [403, 'wrong-destination', { type: 'dead', alarm: true }],
    [403, 'sender-mismatch', { type: 'dead', alarm: true }], [403, 'unknown-key', { type: 'refresh-directory' }], [403, 'not-a-participant', { type: 'hold' }],
    [400, 'malformed', { type: 'dead', alarm: false }], [400, 'too-deep', { type: 'dead' }], [413, 'too-large', { type: 'dead' }], [422, 'unsupported-event', { type: 'dead' }],
    [422, 'unsupported-version', { type: 'dead' }], [410, 'expired', { type: 'dead' }], [429, 'throttled', { type: 'retry', countsAgainstPeer: false, holdPartner: true }],
    [503, 'maintenance', { type: 'retry', countsAgainstPeer: false, holdPartner: true }], [500, 'internal', { type: 'retry', countsAgainstPeer: true }],
  ] as const)('follows the table for %i %s', (status, code, expected) => {
    expect(classify({ kind: 'answer', status, code, retryAfterMs: undefined })).toMatchObject(expected);
  });
  it.each([[301, 'dead'], [307, 'dead'], [408, 'retry'], [425, 'retry'], [429, 'retry'], [500, 'retry'], [502, 'retry'], [503, 'retry'], [200, 'retry'], [204, 'retry'], [404, 'dead'], [401, 'dead']])('without a code takes %i as %s', (status, type) => {
    expect(classify({ kind: 'answer', status, code: undefined, retryAfterMs: undefined }).type).toBe(type);
  });
  it('does not believe a code with a status it does not belong to', () => {
    expect(classify({ kind: 'answer', status: 502, code: 'id-reused', retryAfterMs: undefined }).type).toBe('retry');
  });
  it('retries every network failure', () => {
    for (const code of ['partner-dns', 'partner-connect', 'partner-tls', 'partner-timeout', 'partner-reset']) expect(classify({ kind: 'network', code })).toMatchObject({ type: 'retry', reason: code, countsAgainstPeer: true });
  });
});

describe('Retry-After', () => {
  it('reads seconds and dates, and nothing else', () => {
    expect(parseRetryAfter('120', now)).toBe(120_000);
    expect(parseRetryAfter(new Date(now + 60_000).toUTCString(), now)).toBe(60_000);
    expect(parseRetryAfter('soon', now)).toBeUndefined();
    expect(parseRetryAfter(undefined, now)).toBeUndefined();
  });
  it('is at most a day and never negative', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const ms = parseRetryAfter(text, now);
      return ms === undefined || (ms >= 0 && ms <= 24 * 3_600_000);
    }));
    expect(parseRetryAfter('999999999', now)).toBe(24 * 3_600_000);
  });
});
