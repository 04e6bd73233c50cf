import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayWithDistance, duration, fromNow, looseDate, relativeDays } from './dates.ts';

const now = Date.parse('2030-02-16T12:00:00Z');

describe('dates in words', () => {
  it('tells a due date with its distance', () => {
    expect(dayWithDistance('2030-02-28', now, 'en')).toBe('in 12 days (Thu 28 Feb 2030)');
    expect(dayWithDistance('2030-02-28', now, 'fr')).toContain('dans 12 jours');
    expect(dayWithDistance('2030-02-28', now, 'de')).toContain('in 12 Tagen');
  });
  it('says today, tomorrow, yesterday', () => {
    expect(['2030-02-16', '2030-02-17', '2030-02-15'].map((day) => relativeDays(day, now, 'en'))).toEqual(['today', 'tomorrow', 'yesterday']);
  });
  it('tells a duration in its largest unit', () => {
    expect([42, 42 * 60, 3 * 3600, 5 * 86_400].map((seconds) => duration(seconds, 'en'))).toEqual(['42 seconds', '42 minutes', '3 hours', '5 days']);
  });
  it('tells how long ago', () => {
    expect(fromNow('2030-02-16T11:18:00Z', now, 'en')).toBe('42 minutes ago');
    expect(['2030-02-16T12:00:13Z', '2030-02-16T11:59:10Z'].map((at) => fromNow(at, now, 'fr'))).toEqual(['maintenant', 'il y a 50 secondes']);
  });
  it('shows what was given and no more', () => {
    expect(['2024', '2024-03', '2024-03-31', 'before the war'].map((date) => looseDate(date, 'en'))).toEqual(['2024', 'Mar 2024', '31 Mar 2024', 'before the war']);
  });
  it('never fails on text that is no date', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof looseDate(text, 'de') === 'string'));
  });
});
