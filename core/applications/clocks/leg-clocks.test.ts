import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, daysBetween, endOfDay, localDay } from './calendar.ts';
import type { Calendar } from './due-date.ts';
import { dueFromDay, isWorkingDay } from './due-date.ts';
import type { ClockRules } from './clock-rules.ts';
import type { ClockEvent } from './leg-clocks.ts';
import { clockRowsAfter } from './leg-clocks.ts';
import type { ClockRow } from './leg-clock.ts';
import { clocksInForce } from './leg-clock.ts';
import { holidaysOf } from './public-holidays.ts';

const FI: Calendar = { timeZone: 'Europe/Helsinki', holidays: holidaysOf('FI'), rollToWorkingDay: true };
const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2035-06-30'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const length = fc.oneof(fc.record({ months: fc.integer({ min: 1, max: 6 }) }), fc.record({ weeks: fc.integer({ min: 1, max: 8 }) }), fc.record({ days: fc.integer({ min: 1, max: 60 }) }), fc.record({ workingDays: fc.integer({ min: 1, max: 40 }) }));
const rules: ClockRules = { calendar: FI, onClarification: 'restart', requestOnQuestion: 'run', requestExtension: false, completenessDays: 10, clarificationDays: 14, acceptanceDays: 28, appealDays: 30 };

describe('due dates', () => {
  it('fall on a working day, after the start, and end at the last millisecond of that local day', () => {
    fc.assert(fc.property(day, length, (start, period) => {
      const due = dueFromDay(start, period, FI);
      expect(isWorkingDay(due.dueDate, FI)).toBe(true);
      expect(due.dueDate > start).toBe(true);
      expect(localDay(due.dueAt, FI.timeZone)).toBe(due.dueDate);
      expect(localDay(new Date(Date.parse(due.dueAt) + 1).toISOString(), FI.timeZone)).not.toBe(due.dueDate);
    }));
  });
  it('grow with the start day', () => {
    fc.assert(fc.property(day, day, length, (a, b, period) => {
      const [early, late] = a < b ? [a, b] : [b, a];
      expect(dueFromDay(early, period, FI).dueDate <= dueFromDay(late, period, FI).dueDate).toBe(true);
    }));
  });
  it('move by no more than a week of holidays', () => {
    fc.assert(fc.property(day, fc.integer({ min: 1, max: 6 }), (start, months) => {
      expect(daysBetween(addMonths(start, months), dueFromDay(start, { months }, FI).dueDate)).toBeLessThanOrEqual(6);
    }));
  });
  it('stay where they are when the node does not roll', () => {
    fc.assert(fc.property(day, (start) => { expect(dueFromDay(start, { months: 3 }, { ...FI, rollToWorkingDay: false }).dueDate).toBe(addMonths(start, 3)); }));
  });
  it('know summer time', () => {
    expect(endOfDay('2029-03-25', 'Europe/Paris')).toBe('2029-03-25T21:59:59.999Z');
    expect(endOfDay('2029-03-24', 'Europe/Paris')).toBe('2029-03-24T22:59:59.999Z');
    expect(endOfDay('2029-10-28', 'Europe/Paris')).toBe('2029-10-28T22:59:59.999Z');
  });
});

const event: fc.Arbitrary<(at: string) => ClockEvent> = fc.constantFrom<((at: string) => ClockEvent)[]>(
  (at) => ({ type: 'completed', at }), (at) => ({ type: 'asked', at, kind: 'completeness' }), (at) => ({ type: 'asked', at, kind: 'clarification' }),
  (at) => ({ type: 'question-stored', at, kind: 'completeness' }), (at) => ({ type: 'answered', at, kind: 'completeness' }), (at) => ({ type: 'answered', at, kind: 'clarification' }),
  (at) => ({ type: 'extended', at, why: 'many sources' }), (at) => ({ type: 'decided', at }), (at) => ({ type: 'decision-stored', at, outcome: 'positive', acceptance: true }), (at) => ({ type: 'withdrawn', at }),
);

describe('clocks of a leg', () => {
  const play = (steps: readonly ((at: string) => ClockEvent)[]) => {
    const first: readonly ClockRow[] = clockRowsAfter([], { type: 'received', at: '2029-04-03T08:00:00.000Z', decisionClock: 'K4' }, rules);
    return steps.reduce<readonly ClockRow[]>((rows, make, index) => [...rows, ...clockRowsAfter(rows, make(`2029-04-${String(4 + index).padStart(2, '0')}T08:00:00.000Z`), rules)], first);
  };
  it('have a date exactly while they run or have ended', () => {
    fc.assert(fc.property(fc.array(event, { maxLength: 20 }), (steps) => {
      for (const row of play(steps)) if (row.state === 'running') expect(row.dueAt).toBeDefined();
      for (const row of play(steps)) if (row.state === 'void' || row.state === 'paused') expect(row.dueAt).toBeUndefined();
    }));
  });
  it('are extended once at most', () => {
    fc.assert(fc.property(fc.array(event, { maxLength: 20 }), (steps) => {
      expect(play(steps).filter((row) => row.why.startsWith('extended')).length).toBeLessThanOrEqual(1);
    }));
  });
  it('all end with a withdrawal', () => {
    fc.assert(fc.property(fc.array(event, { maxLength: 20 }), (steps) => {
      const rows = play([...steps, (at) => ({ type: 'withdrawn', at })]);
      expect(clocksInForce(rows).filter((row) => row.state !== 'ended' && row.clock !== 'K16')).toEqual([]);
    }));
  });
});
