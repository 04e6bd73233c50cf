import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGone, judgeWithdrawals } from './guard.ts';

const now = '2026-11-21T00:00:00.000Z';

describe('delete guard', () => {
  it('lets at most 5 or a tenth pass, and never all', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (live, asked) => {
      const withdrawals = Math.min(asked, live);
      const verdict = judgeWithdrawals(withdrawals, live);
      expect(verdict.type === 'pass').toBe(withdrawals === 0 || (withdrawals < live && withdrawals <= Math.max(5, Math.floor(live / 10))));
    }));
  });

  it('believes a record gone only after three runs and seven days, this run counted', () => {
    expect(isGone({ missing_since: null, missing_runs: 0 }, now)).toBe(false);
    expect(isGone({ missing_since: '2026-11-14T00:00:00.000Z', missing_runs: 2 }, now)).toBe(true);
    expect(isGone({ missing_since: '2026-11-14T00:00:00.001Z', missing_runs: 2 }, now)).toBe(false);
    expect(isGone({ missing_since: '2026-10-01T00:00:00.000Z', missing_runs: 1 }, now)).toBe(false);
  });
});
