import { describe, expect, it } from 'vitest';
import { days } from './row.ts';

describe('a duration in days', () => {
  it.each([['P1D', 1], ['P1M', 30], ['P1Y', 365], ['P2W', 14], ['PT12H', 0.5], ['PT15M', 15 / 1440], ['P1Y6M', 545], ['PT1.5S', 1 / 86_400], ['P', undefined], ['month', undefined], [undefined, undefined]])('%s is %s', (text, expected) => {
    expect(days(text)).toBe(expected);
  });
});
