/** Calendar arithmetic on days written `YYYY-MM-DD`. No time of day, no time zone except where one is named. */
export type Day = string;

const dayMs = 86_400_000;
const asMs = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const asDay = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

export const addDays = (day: Day, days: number): Day => asDay(asMs(day) + days * dayMs);

/** Days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: Day, b: Day): number => Math.round((asMs(b) - asMs(a)) / dayMs);

/** The day of the same number `months` later (or earlier), or the last day of that month when it has no such day. */
export const addMonths = (day: Day, months: number): Day => {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number];
  const target = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(dayOfMonth, lastDay));
  return asDay(target.getTime());
};

/** 0 Sunday … 6 Saturday. */
export const weekday = (day: Day): number => new Date(asMs(day)).getUTCDay();

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatter = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
};

const localParts = (ms: number, timeZone: string): { day: Day; offsetMs: number } => {
  const parts = Object.fromEntries(formatter(timeZone).formatToParts(new Date(ms)).map((part) => [part.type, part.value]));
  const day = `${parts['year']}-${parts['month']}-${parts['day']}`;
  const local = Date.parse(`${day}T${parts['hour']}:${parts['minute']}:${parts['second']}Z`);
  return { day, offsetMs: local - Math.floor(ms / 1000) * 1000 };
};

/** The calendar day of an instant in a time zone. */
export const localDay = (instant: string, timeZone: string): Day => localParts(Date.parse(instant), timeZone).day;

/** The last millisecond (UTC) of a local day: found by guessing with the offset and correcting once, which covers summer-time changes. */
export const endOfDay = (day: Day, timeZone: string): string => {
  const wanted = asMs(day) + dayMs - 1;
  const guess = wanted - localParts(wanted, timeZone).offsetMs;
  return new Date(wanted - localParts(guess, timeZone).offsetMs).toISOString();
};
