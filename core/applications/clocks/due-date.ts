import type { Instant } from '../../clock.ts';
import type { Day } from './calendar.ts';
import { addDays, addMonths, endOfDay, localDay, weekday } from './calendar.ts';

/** Length of a period: months and weeks are never turned into days of thirty (applications.md §3.1 rule 2). */
export type Length = { readonly months: number } | { readonly weeks: number } | { readonly days: number } | { readonly workingDays: number };

/** What the deciding node counts with. `holidays`: dated days of the node; a year that is missing there counts weekends only. */
export type Calendar = { readonly timeZone: string; readonly holidays: readonly Day[]; readonly rollToWorkingDay: boolean };

export type Due = { readonly startDay: Day; readonly dueDate: Day; readonly dueAt: Instant };

/** Monday to Friday without the node's public holidays. */
export const isWorkingDay = (day: Day, calendar: Calendar): boolean => {
  const number = weekday(day);
  return number !== 0 && number !== 6 && !calendar.holidays.includes(day);
};

const nextWorkingDay = (day: Day, calendar: Calendar): Day => {
  let found = day;
  while (!isWorkingDay(found, calendar)) found = addDays(found, 1);
  return found;
};

const addWorkingDays = (day: Day, count: number, calendar: Calendar): Day => {
  let found = day;
  for (let left = count; left > 0; ) {
    found = addDays(found, 1);
    if (isWorkingDay(found, calendar)) left -= 1;
  }
  return found;
};

const endOfPeriod = (start: Day, length: Length, calendar: Calendar): Day => {
  if ('months' in length) return addMonths(start, length.months);
  if ('weeks' in length) return addDays(start, 7 * length.weeks);
  if ('days' in length) return addDays(start, length.days);
  return addWorkingDays(start, length.workingDays, calendar);
};

/** Moves a last day that is no working day to the next one, when the node's setting says so (rule 3). */
const rolled = (day: Day, calendar: Calendar): Day => (calendar.rollToWorkingDay ? nextWorkingDay(day, calendar) : day);

const dueOn = (startDay: Day, end: Day, calendar: Calendar): Due => ({ startDay, dueDate: end, dueAt: endOfDay(end, calendar.timeZone) });

/** Due date of a leg clock: the last day, in the deciding node's time zone, on which the step is still in time.
 *  The start day is not counted. An extension is a longer `length` from the same start (rule 5), never an addition to the old due date.
 *  @param start when the starting event was durably stored, UTC
 *  @see Regulation (EU) 2025/327 Art. 68(4); applications.md §3.1 */
export const dueDate = (start: Instant, length: Length, calendar: Calendar): Due => dueFromDay(localDay(start, calendar.timeZone), length, calendar);

/** The same from a calendar day. */
export const dueFromDay = (startDay: Day, length: Length, calendar: Calendar): Due =>
  dueOn(startDay, rolled(endOfPeriod(startDay, length, calendar), calendar), calendar);

/** A due date moved by the days waited (rule 6, pause), then to a working day. */
export const pausedDue = (startDay: Day, length: Length, waitedDays: number, calendar: Calendar): Due =>
  dueOn(startDay, rolled(addDays(endOfPeriod(startDay, length, calendar), waitedDays), calendar), calendar);

/** Last day of a validity that counts its first day; a ceiling never rolls (rule 3). */
export const lastDayOfValidity = (firstDay: Day, months: number): Day => addDays(addMonths(firstDay, months), -1);

/** A day counted backwards from another one; never moves (rule 3). */
export const monthsBefore = (day: Day, months: number): Day => addMonths(day, -months);
