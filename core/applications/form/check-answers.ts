import type { Answers, FormDefinition, FormField } from '../../api/applications.ts';
import { checkField, isEmpty } from './check-field.ts';
import { crossRules } from './cross-rules.ts';
import { isEnabled, valuesFor } from './enabled.ts';
import type { FormProblem } from './problems.ts';
import { problem } from './problems.ts';

const checkOne = (field: FormField, answers: Answers, country?: string): FormProblem[] => {
  if (field.type === 'auto' || !isEnabled(field, answers, country)) return [];
  const value = valuesFor(field, answers, country)[field.linkId];
  if (field.mustBeTrue === true && value !== true) return [problem(field.linkId, 'must-be-confirmed', 'This must be confirmed.', country)];
  if (isEmpty(value)) return field.required ? [problem(field.linkId, 'required', 'This is missing.', country)] : [];
  const fault = checkField(field, value);
  return fault === undefined ? [] : [problem(field.linkId, fault.code, fault.message, country)];
};

/** Everything missing or wrong in the answers, in the order of the form: fields first, then rules across fields (applications.md §1.4).
 *  @param countries those of the chosen datasets
 *  @param today calendar day at the home node */
export const checkAnswers = (form: FormDefinition, answers: Answers, countries: readonly string[], today: string): readonly FormProblem[] => {
  const fields = form.fields.flatMap((field) =>
    field.perCountry ? countries.flatMap((country) => checkOne(field, answers, country)) : checkOne(field, answers));
  const known = new Set(fields.map((found) => found.linkId));
  const rules = crossRules.flatMap((rule) => rule({ type: form.type, answers, countries, today }));
  return [...fields, ...rules.filter((found) => !known.has(found.linkId))];
};
