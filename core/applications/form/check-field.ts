import type { FormField } from '../../api/applications.ts';

export type FieldFault = { readonly code: string; readonly message: string };

// Control characters other than tab and line ends never belong in an answer (applications.md §1.2).
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const isRealDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

const fault = (code: string, message: string): FieldFault => ({ code, message });

const checkText = (field: FormField, value: unknown): FieldFault | undefined => {
  if (typeof value !== 'string') return fault('wrong-type', 'This must be text.');
  if (controlCharacters.test(value)) return fault('control-characters', 'This holds characters that cannot be printed: type it again.');
  if (field.maxLength !== undefined && value.trim().length > field.maxLength) return fault('too-long', `At most ${field.maxLength} characters; there are ${value.trim().length}.`);
  if (field.type === 'email' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value.trim())) return fault('email', 'Write an e-mail address such as name@example.org.');
  if (field.type === 'phone' && !/^\+?[\d ()/-]{5,}$/.test(value.trim())) return fault('phone', 'Write a telephone number with its country code.');
  if (field.type === 'url' && !/^https?:\/\/\S+$/.test(value.trim())) return fault('url', 'Write an address that begins with https://.');
  return undefined;
};

const checkChoices = (field: FormField, values: unknown): FieldFault | undefined => {
  const keys = (field.options ?? []).map((option) => option.key);
  const list = field.type === 'choices' ? values : [values];
  if (!Array.isArray(list)) return fault('wrong-type', 'This must be a list of choices.');
  return list.every((key) => typeof key === 'string' && keys.includes(key)) ? undefined : fault('unknown-choice', `Choose from: ${keys.join(', ')}.`);
};

const checkInteger = (field: FormField, value: unknown): FieldFault | undefined => {
  const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) return fault('wrong-type', 'Write a whole number.');
  if (field.min !== undefined && number < field.min) return fault('too-small', `At least ${field.min}.`);
  if (field.max !== undefined && number > field.max) return fault('too-large', `At most ${field.max}.`);
  return undefined;
};

/** Shape of one given answer; whether it is required is asked elsewhere. Pure. */
export const checkField = (field: FormField, value: unknown): FieldFault | undefined => {
  switch (field.type) {
    case 'string': case 'text': case 'email': case 'phone': case 'url':
      return checkText(field, value);
    case 'choice': case 'choices':
      return checkChoices(field, value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : fault('wrong-type', 'Tick the box or leave it.');
    case 'date':
      return typeof value === 'string' && isRealDate(value) ? undefined : fault('date', 'Write a date as year-month-day, for example 2027-03-29.');
    case 'integer':
      return checkInteger(field, value);
    case 'auto': case 'file': case 'group':
      return undefined;
  }
};
