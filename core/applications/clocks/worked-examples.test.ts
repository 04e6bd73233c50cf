import { describe, expect, it } from 'vitest';
import { addMonths } from './calendar.ts';
import type { Calendar } from './due-date.ts';
import { dueDate, dueFromDay, lastDayOfValidity, monthsBefore } from './due-date.ts';
import type { ClockEvent } from './leg-clocks.ts';
import { clockRowsAfter } from './leg-clocks.ts';
import type { ClockRow } from './leg-clock.ts';
import { clocksInForce } from './leg-clock.ts';
import type { ClockRules } from './clock-rules.ts';
import { holidaysOf } from './public-holidays.ts';

/** applications.md §3.3, line by line. */
const FI: Calendar = { timeZone: 'Europe/Helsinki', holidays: holidaysOf('FI'), rollToWorkingDay: true };
const FR: Calendar = { timeZone: 'Europe/Paris', holidays: holidaysOf('FR'), rollToWorkingDay: true };
const due = (day: string, length: Parameters<typeof dueFromDay>[1], calendar = FI) => dueFromDay(day, length, calendar).dueDate;

const rules: ClockRules = {
  calendar: FR, onClarification: 'restart', requestOnQuestion: 'run', requestExtension: false,
  completenessDays: 10, clarificationDays: 14, acceptanceDays: 28, appealDays: 60,
};
const noonOf = (day: string) => `${day}T12:00:00.000Z`;
const play = (events: readonly ClockEvent[], with_: Partial<ClockRules> = {}) =>
  events.reduce<readonly ClockRow[]>((rows, event) => [...rows, ...clockRowsAfter(rows, event, { ...rules, ...with_ })], []);
const inForce = (rows: readonly ClockRow[], id: string) => clocksInForce(rows).find((row) => row.clock === id);

describe('worked examples', () => {
  it('E1: no 30 February, so the last day of it', () => expect(due('2029-11-30', { months: 3 })).toBe('2030-02-28'));
  it('E2: 29 February of a leap year is a Sunday', () => expect(due('2031-11-30', { months: 3 })).toBe('2032-03-01'));
  it('E3: the local day decides', () => {
    expect(dueDate('2029-11-30T22:30:00.000Z', { months: 3 }, FI)).toEqual({ startDay: '2029-12-01', dueDate: '2030-03-01', dueAt: '2030-03-01T21:59:59.999Z' });
    expect(dueDate('2029-11-30T22:30:00.000Z', { months: 3 }, FR)).toEqual({ startDay: '2029-11-30', dueDate: '2030-02-28', dueAt: '2030-02-28T22:59:59.999Z' });
  });
  it('E4: an extension lengthens the period from its start; Ascension Day', () => {
    expect(due('2029-11-30', { months: 6 }, FI)).toBe('2030-05-31');
    expect(due('2029-11-30', { months: 6 }, FR)).toBe('2030-05-31');
    const rows = play([{ type: 'received', at: noonOf('2029-11-30'), decisionClock: 'K4' }, { type: 'extended', at: noonOf('2030-02-20'), why: 'complex' }]);
    expect(inForce(rows, 'K4')).toMatchObject({ dueDate: '2030-05-31', extended: true });
  });
  it('E5: Good Friday in Finland, a working day in France', () => {
    expect(due('2030-01-19', { months: 3 }, FI)).toBe('2030-04-23');
    expect(due('2030-01-19', { months: 3 }, FR)).toBe('2030-04-19');
  });
  it('E6: accelerated, and extended by one month', () => {
    expect(due('2029-12-31', { months: 2 })).toBe('2030-02-28');
    expect(due('2029-12-31', { months: 3 })).toBe('2030-04-01');
    const rows = play([{ type: 'received', at: noonOf('2029-12-31'), decisionClock: 'K5' }, { type: 'extended', at: noonOf('2030-02-01'), why: 'complex' }]);
    expect(inForce(rows, 'K5')).toMatchObject({ dueDate: '2030-04-01' });
  });
  it('E7: four weeks that end on Christmas Day', () => {
    expect(due('2029-11-27', { weeks: 4 }, FI)).toBe('2029-12-27');
    expect(due('2029-11-27', { weeks: 4 }, FR)).toBe('2029-12-26');
  });
  it('E8: a completeness question voids and restarts', () => {
    const asked: ClockEvent[] = [
      { type: 'received', at: noonOf('2029-04-03'), decisionClock: 'K4' },
      { type: 'asked', at: noonOf('2029-04-20'), kind: 'completeness' },
      { type: 'question-stored', at: noonOf('2029-04-20'), kind: 'completeness' },
    ];
    expect(inForce(play(asked.slice(0, 1)), 'K4')?.dueDate).toBe('2029-07-03');
    expect(inForce(play(asked), 'K4')).toMatchObject({ state: 'void', dueDate: undefined });
    expect(inForce(play(asked), 'K3')?.dueDate).toBe('2029-05-18');
    const answered = play([...asked, { type: 'answered', at: noonOf('2029-05-11'), kind: 'completeness' }]);
    expect(inForce(answered, 'K4')).toMatchObject({ state: 'running', dueDate: '2029-08-13' });
    expect(inForce(answered, 'K3')?.state).toBe('ended');
  });
  it.each([['restart', '2029-08-28'], ['pause', '2029-07-17'], ['run', '2029-07-03']] as const)('E9: a question in assessment under "%s"', (onClarification, expected) => {
    const rows = play([
      { type: 'received', at: noonOf('2029-04-03'), decisionClock: 'K4' },
      { type: 'completed', at: noonOf('2029-04-10') },
      { type: 'asked', at: noonOf('2029-05-14'), kind: 'clarification' },
      { type: 'question-stored', at: noonOf('2029-05-14'), kind: 'clarification' },
      { type: 'answered', at: noonOf('2029-05-28'), kind: 'clarification' },
    ], { onClarification });
    expect(inForce(rows, 'K4')).toMatchObject({ state: 'running', dueDate: expected });
  });
  it('E10: a data request runs on', () => {
    const rows = play([
      { type: 'received', at: noonOf('2029-04-03'), decisionClock: 'K6' },
      { type: 'asked', at: noonOf('2029-04-20'), kind: 'completeness' },
      { type: 'answered', at: noonOf('2029-05-11'), kind: 'completeness' },
    ]);
    expect(inForce(rows, 'K6')).toMatchObject({ state: 'running', dueDate: '2029-07-03' });
  });
  it('E11: thirty working days to publish', () => {
    expect(due('2029-12-17', { workingDays: 30 }, FI)).toBe('2030-01-31');
    expect(due('2029-12-17', { workingDays: 30 }, FR)).toBe('2030-01-30');
  });
  it('E12: a validity counts its first day and never rolls', () => {
    expect(lastDayOfValidity('2032-03-01', 120)).toBe('2042-02-28');
    expect(monthsBefore('2042-02-28', 1)).toBe('2042-01-28');
    expect(due('2042-02-28', { months: 6 })).toBe('2042-08-28');
    expect(lastDayOfValidity('2032-02-29', 120)).toBe('2042-02-27');
  });
  it('E13: a month before 31 March', () => expect(monthsBefore('2040-03-31', 1)).toBe('2040-02-29'));
  it('E14: eighteen months that end on a leap Sunday', () => {
    expect(addMonths('2030-08-31', 18)).toBe('2032-02-29');
    expect(due('2030-08-31', { months: 18 })).toBe('2032-03-01');
  });
});
