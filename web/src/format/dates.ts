/** Dates in words for a reader: pure functions of (value, now, language). Instants are ISO strings; calendar dates are `YYYY-MM-DD`. */
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const calendarDate = /^\d{4}-\d{2}-\d{2}$/;

const zoneOf = (value: string): { timeZone?: string } => (calendarDate.test(value) ? { timeZone: 'UTC' } : {});

/** "Thu 28 Feb 2030" (in the reader's zone; a calendar date stays that date everywhere). */
export const formatDay = (value: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', ...zoneOf(value) }).format(new Date(value)).replace(',', '');

/** "3 May 14:02", with the year when it is not this one. */
export const formatInstant = (value: string, now: number, language: string): string => {
  const moment = new Date(value);
  const sameYear = moment.getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...(sameYear ? {} : { year: 'numeric' }) }).format(moment).replace(',', '');
};

const dayNumber = (value: string): number => {
  if (calendarDate.test(value)) return Date.parse(value) / 1000 / day;
  const local = new Date(value);
  return Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / 1000 / day;
};

/** "in 12 days", "tomorrow", "3 days ago": whole calendar days. */
export const relativeDays = (value: string, now: number, language: string): string =>
  new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(dayNumber(value) - dayNumber(new Date(now).toISOString()), 'day');

/** "in 12 days (Thu 28 Feb 2030)" */
export const dayWithDistance = (value: string, now: number, language: string): string => `${relativeDays(value, now, language)} (${formatDay(value, language)})`;

const scale = (seconds: number): { count: number; unit: 'second' | 'minute' | 'hour' | 'day' } => {
  const size = Math.abs(seconds);
  if (size < minute) return { count: Math.round(seconds), unit: 'second' };
  if (size < hour) return { count: Math.round(seconds / minute), unit: 'minute' };
  if (size < 2 * day) return { count: Math.round(seconds / hour), unit: 'hour' };
  return { count: Math.round(seconds / day), unit: 'day' };
};

/** "42 minutes" */
export const duration = (seconds: number, language: string): string => {
  const { count, unit } = scale(seconds);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
};

/** "42 minutes ago", "in 3 hours"; what lies less than a minute ahead is "now": clocks differ a little. */
export const fromNow = (value: string, now: number, language: string): string => {
  const seconds = (Date.parse(value) - now) / 1000;
  const { count, unit } = scale(seconds > 0 && seconds < minute ? 0 : seconds);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(count, unit);
};

/** A year, a month or a day as given in a description: `2024`, `2024-03`, `2024-03-31`. */
export const looseDate = (value: string, language: string): string => {
  if (/^\d{4}$/.test(value)) return value;
  const month = /^(\d{4})-(\d{2})$/.exec(value);
  if (month !== null) return new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${value}-01`));
  const known = Number.isNaN(Date.parse(value)) ? undefined : value.slice(0, 10);
  return known === undefined ? value : new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(known));
};
