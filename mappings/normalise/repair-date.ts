import { xsd } from '../../core/vocabulary/xsd.ts';

export type RepairedDate = { readonly text: string; readonly datatype: string; readonly sure: 'certain' | 'likely' };

const isDay = (year: number, month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

const isoDate = (text: string): RepairedDate | undefined => {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)(?:Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  return year !== '' && isDay(Number(year), Number(month), Number(day)) ? { text, datatype: xsd.date, sure: 'certain' } : undefined;
};

const isoInstant = (text: string): RepairedDate | undefined => {
  const [, date = '', time = '', zone = ''] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  if (date === '' || isoDate(date) === undefined || Number(time.slice(0, 2)) > 23 || Number(time.slice(3, 5)) > 59) return undefined;
  const seconds = time.length === 5 ? `${time}:00` : time;
  return { text: `${date}T${seconds}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`, datatype: xsd.dateTime, sure: 'certain' };
};

/** `21-12-2021`, `21.12.2021`, `21/12/2021`: only when the first number cannot be a month, or a point says it is European. */
const dayFirst = (text: string): RepairedDate | undefined => {
  const [, day = '', separator = '', month = '', year = ''] = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (year === '' || !isDay(Number(year), Number(month), Number(day)) || (separator !== '.' && Number(day) <= 12)) return undefined;
  return { text: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, datatype: xsd.date, sure: 'likely' };
};

/** The one date a text can mean, or nothing: `yesterday` and `05-04-2023` stay as they are and become findings. */
export const repairDate = (given: string): RepairedDate | undefined => {
  const text = given.trim();
  if (/^\d{4}$/.test(text)) return { text, datatype: xsd.gYear, sure: 'certain' };
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return { text, datatype: xsd.gYearMonth, sure: 'certain' };
  return isoDate(text) ?? isoInstant(text) ?? dayFirst(text);
};
