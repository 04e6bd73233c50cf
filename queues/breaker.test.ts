import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Breaker } from '../core/delivery.ts';
import { afterFailedProbe, afterFailure, afterSuccess, closedBreaker } from './breaker.ts';

const settings = { probeMs: 30_000, probeCapMs: 900_000 };
const run = (moves: readonly boolean[], stepMs = 1000): Breaker => moves.reduce((breaker, ok, index) => (ok ? afterSuccess(breaker, index * stepMs) : afterFailure(breaker, index * stepMs, 'partner-timeout', settings)), closedBreaker);

describe('breaker', () => {
  it('opens after five failures in a row, not after four', () => {
    expect(run([false, false, false, false]).open).toBeUndefined();
    expect(run([false, false, false, false, false]).open).toMatchObject({ reason: 'partner-timeout', nextProbeAt: 34_000 });
  });
  it('opens when more than half of at least twenty failed, even when never five in a row', () => {
    const moves = Array.from({ length: 20 }, (_, index) => index % 3 === 0);
    expect(run(moves).open).toBeDefined();
  });
  it('stays closed while half or fewer fail', () => {
    expect(run(Array.from({ length: 200 }, (_, index) => index % 2 === 0)).open).toBeUndefined();
  });
  it('forgets failures after ten minutes', () => {
    expect(run(Array.from({ length: 30 }, (_, index) => index % 3 === 0), 60_000).open).toBeUndefined();
  });
  it('doubles the wait between probes up to the cap', () => {
    let breaker = run([false, false, false, false, false]);
    const waits: number[] = [];
    for (let n = 0; n < 8; n++) {
      const at = breaker.open?.nextProbeAt ?? 0;
      breaker = afterFailedProbe(breaker, at, settings);
      waits.push((breaker.open?.nextProbeAt ?? 0) - at);
    }
    expect(waits).toEqual([60_000, 120_000, 240_000, 480_000, 900_000, 900_000, 900_000, 900_000]);
  });
  it('closes on any success, whatever happened before', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (moves) => afterSuccess(run(moves), 100_000).open === undefined));
  });
  it('burns no attempt while open: further failures change nothing', () => {
    const open = run([false, false, false, false, false]);
    expect(afterFailure(open, 50_000, 'other', settings)).toBe(open);
  });
  it('never remembers more than it needs', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 300, maxLength: 400 }), (moves) => run(moves, 1).recent.length <= 200));
  });
});
