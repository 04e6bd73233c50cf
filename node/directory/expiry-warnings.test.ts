import { describe, expect, it } from 'vitest';
import { createExpiryWarnings, thresholdOf } from './expiry-warnings.ts';

describe('expiry warnings', () => {
  it.each([[400, undefined], [61, undefined], [60, 60], [31, 60], [30, 30], [14, 14], [8, 14], [7, 7], [2, 7], [1, 1], [0, 1], [-1, 0]])('%i days left is threshold %s', (days, threshold) => expect(thresholdOf(days)).toBe(threshold));
  it('are given once per threshold and key, all the way down', () => {
    const told: number[] = [];
    const watch = createExpiryWarnings((_key, threshold) => told.push(threshold));
    for (let days = 70; days >= -3; days--) watch([{ kind: 'tls', id: 'T', notAfter: '', daysLeft: days }]);
    expect(told).toEqual([60, 30, 14, 7, 1, 0]);
  });
});
