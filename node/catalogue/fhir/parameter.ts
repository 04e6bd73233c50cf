import { AppError } from '../../../core/errors.ts';

/** Kinds of FHIR search parameters served here (R4 §3.1.1.4). */
export type ParameterType = 'string' | 'token' | 'uri' | 'date' | 'number' | 'reference' | 'quantity' | 'composite' | 'special';
export type Modifier = 'exact' | 'contains' | 'not' | 'missing';

export type Asked = { readonly name: string; readonly modifier: Modifier | undefined; readonly values: readonly string[] };

const modifiers: readonly string[] = ['exact', 'contains', 'not', 'missing'];
const allowed: Readonly<Record<ParameterType, readonly Modifier[]>> = {
  string: ['exact', 'contains', 'missing'], token: ['not', 'missing'], uri: ['missing'], date: ['missing'], number: ['missing'], reference: ['missing'], quantity: ['missing'], composite: ['missing'], special: [],
};
export const modifiersOf = (type: ParameterType): readonly Modifier[] => allowed[type];

/** `title:contains=a,b` → name, modifier, values; a comma is OR, `\,` a comma. Undefined when this type has no such modifier. */
export const readAsked = (name: string, value: string, typeOf: (name: string) => ParameterType | undefined): Asked | undefined => {
  const [plain = '', modifier] = name.split(':');
  const type = typeOf(plain);
  if (type === undefined || (modifier !== undefined && (!modifiers.includes(modifier) || !allowed[type].includes(modifier as Modifier)))) return undefined;
  const values = value.split(/(?<!\\),/).map((part) => part.replace(/\\([,$|\\])/g, '$1')).filter((part) => part !== '');
  return { name: plain, modifier: modifier as Modifier | undefined, values };
};

export type Prefixed = { readonly prefix: 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le'; readonly value: string };
const prefixes = ['eq', 'ne', 'gt', 'lt', 'ge', 'le'] as const;

export const readPrefixed = (text: string): Prefixed => {
  const prefix = prefixes.find((one) => text.startsWith(one));
  return prefix === undefined ? { prefix: 'eq', value: text } : { prefix, value: text.slice(2) };
};

export const badValue = (name: string, value: string, expected: string): AppError => new AppError('invalid', 'bad-parameter', `"${value}" is no value for ${name}: give ${expected}.`, { problems: [{ path: name, code: 'invalid', message: expected }] });

export const numberOf = (name: string, text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw badValue(name, text, 'a number');
  return value;
};

export const dateOf = (name: string, text: string): string => {
  if (!/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/.test(text)) throw badValue(name, text, 'a date such as 2024, 2024-03 or 2024-03-31');
  return text;
};
