import type { Answers, ApplicationView, FormDefinition } from '../../../../core/api/applications.ts';
import { isEnabled } from '../../../../core/applications/form/enabled.ts';

/** Pure functions of the form and its answers: what is shown, where a value lives, which steps there are. */
export type Field = FormDefinition['fields'][number];
export type Problem = ApplicationView['problems'][number];
/** One page of the form: a section, or a section for one country. Its `key` is the last part of the address: `3`, `6-FI`. */
export type Step = { readonly key: string; readonly section: number; readonly country?: string };

export const reviewKey = 'review';

export const valueOf = (answers: Answers, field: Pick<Field, 'linkId' | 'perCountry'>, country: string | undefined): unknown =>
  field.perCountry && country !== undefined ? answers.perCountry[country]?.[field.linkId] : answers.values[field.linkId];

export const withValue = (answers: Answers, field: Pick<Field, 'linkId' | 'perCountry'>, country: string | undefined, value: unknown): Answers => {
  if (!field.perCountry || country === undefined) return { ...answers, values: { ...answers.values, [field.linkId]: value } };
  return { ...answers, perCountry: { ...answers.perCountry, [country]: { ...answers.perCountry[country], [field.linkId]: value } } };
};

export const countriesOf = (application: Pick<ApplicationView, 'datasets'>): string[] => [...new Set(application.datasets.map((dataset) => dataset.node))];

export const stepsOf = (form: FormDefinition, countries: readonly string[]): Step[] =>
  form.sections.flatMap((section): Step[] => {
    const fields = form.fields.filter((field) => field.section === section.number);
    const shared = fields.some((field) => !field.perCountry) ? [{ key: String(section.number), section: section.number }] : [];
    const own = fields.some((field) => field.perCountry) ? countries.map((country) => ({ key: `${section.number}-${country}`, section: section.number, country })) : [];
    return [...shared, ...own];
  });

export const fieldsOf = (form: FormDefinition, answers: Answers, step: Step): Field[] =>
  form.fields.filter((field) => field.section === step.section && field.perCountry === (step.country !== undefined) && isEnabled(field, answers, step.country));

export const stepOfProblem = (form: FormDefinition, problem: Problem): Step | undefined => {
  const field = form.fields.find((one) => one.linkId === problem.linkId);
  if (field === undefined) return undefined;
  return field.perCountry && problem.country !== undefined ? { key: `${field.section}-${problem.country}`, section: field.section, country: problem.country } : { key: String(field.section), section: field.section };
};

export const problemsOfStep = (form: FormDefinition, problems: readonly Problem[], step: Step): Problem[] => problems.filter((problem) => stepOfProblem(form, problem)?.key === step.key);

/** Id of the element that a link of the summary leads to. */
export const fieldId = (linkId: string, country: string | undefined): string => (country === undefined ? linkId : `${linkId}.${country}`);
