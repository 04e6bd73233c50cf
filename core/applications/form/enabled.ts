import type { Answers, FormField } from '../../api/applications.ts';
import { isEmpty } from './check-field.ts';
import { normaliseValue } from './normalise.ts';

/** The values a field looks at: those of its country page, else the general ones. */
export const valuesFor = (field: { readonly perCountry: boolean }, answers: Answers, country: string | undefined): Readonly<Record<string, unknown>> =>
  field.perCountry ? (answers.perCountry[country ?? ''] ?? {}) : answers.values;

const matches = (value: unknown, wanted: string | boolean): boolean => {
  if (Array.isArray(value)) return value.includes(wanted);
  return wanted === false ? value === false || value === undefined : value === wanted;
};

/** Is the question shown? A hidden one is neither required nor sent (applications.md §1.2).
 *  A condition on a linkId of section 6 looks at the same country's page; an unanswered box counts as false. */
export const isEnabled = (field: FormField, answers: Answers, country?: string): boolean => {
  const conditions = field.enableWhen ?? [];
  if (conditions.length === 0) return true;
  const holds = (condition: (typeof conditions)[number]): boolean =>
    matches(valuesFor({ perCountry: condition.linkId.startsWith('s6.') }, answers, country)[condition.linkId], condition.equals);
  return field.enableBehavior === 'any' ? conditions.some(holds) : conditions.every(holds);
};

/** Answers of shown questions only: what is sent. Countries that are not asked for are left out; so is what the form does not know. */
export const enabledAnswers = (fields: readonly FormField[], answers: Answers, countries: readonly string[]): Answers => {
  const keep = (perCountry: boolean, country?: string): Record<string, unknown> =>
    Object.fromEntries(
      fields
        .filter((field) => field.perCountry === perCountry && field.type !== 'auto' && isEnabled(field, answers, country))
        .map((field) => [field.linkId, normaliseValue(field, valuesFor(field, answers, country)[field.linkId])] as const)
        .filter(([, value]) => !isEmpty(value)),
    );
  return { values: keep(false), perCountry: Object.fromEntries(countries.map((country) => [country, keep(true, country)])) };
};
