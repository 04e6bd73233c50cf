import { describe, expect, it } from 'vitest';
import type { FormDefinition } from '../../../../core/api/applications.ts';
import { fieldsOf, problemsOfStep, stepOfProblem, stepsOf, valueOf, withValue, type Field } from './answers.ts';

const field = (linkId: string, section: number, more: Partial<Field> = {}): Field => ({ linkId, section, type: 'string', perCountry: false, required: true, label: { en: linkId }, ...more });
const form: FormDefinition = {
  url: 'form', version: '1', type: 'access',
  sections: [2, 6].map((number) => ({ number, title: { en: `Section ${number}` } })),
  fields: [field('s2.name', 2), field('s2.why', 2, { enableWhen: [{ linkId: 's2.name', equals: 'x' }] }), field('s6.size', 6, { perCountry: true })],
};
const none = { values: {}, perCountry: {} };

describe('the steps of a form', () => {
  it('are its sections, and one page per country where the form asks so', () => {
    expect(stepsOf(form, ['FR', 'FI']).map((step) => step.key)).toEqual(['2', '6-FR', '6-FI']);
  });
  it('show a question only while its condition holds', () => {
    const step = { key: '2', section: 2 };
    expect(fieldsOf(form, none, step).map((one) => one.linkId)).toEqual(['s2.name']);
    expect(fieldsOf(form, { ...none, values: { 's2.name': 'x' } }, step)).toHaveLength(2);
  });
  it('keep the answers of each country apart', () => {
    const [, , size] = form.fields;
    if (size === undefined) throw new Error('the form has three fields');
    const answers = withValue(withValue(none, size, 'FR', 1), size, 'FI', 2);
    expect([valueOf(answers, size, 'FR'), valueOf(answers, size, 'FI'), valueOf(answers, size, 'DE')]).toEqual([1, 2, undefined]);
  });
  it('know on which page a problem is mended', () => {
    const problem = { linkId: 's6.size', country: 'FI', code: 'required', message: '', severity: 'error' as const };
    expect(stepOfProblem(form, problem)?.key).toBe('6-FI');
    expect(problemsOfStep(form, [problem], { key: '6-FR', section: 6, country: 'FR' })).toEqual([]);
    expect(stepOfProblem(form, { ...problem, linkId: 'unknown' })).toBeUndefined();
  });
});
