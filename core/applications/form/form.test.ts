import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../api/applications.ts';
import { formShape } from '../../api/applications.ts';
import { changedFields, mayChange } from './changed-fields.ts';
import { checkAnswers } from './check-answers.ts';
import { checkField } from './check-field.ts';
import { trackOf } from './cross-rules.ts';
import { enabledAnswers, isEnabled } from './enabled.ts';
import { formOf } from './forms.ts';

const access = formOf('access', undefined, 'https://fr.example') as NonNullable<ReturnType<typeof formOf>>;
const request = formOf('request') as NonNullable<ReturnType<typeof formOf>>;
const today = '2029-04-03';
const answers = (values: Record<string, unknown> = {}, perCountry: Answers['perCountry'] = {}): Answers => ({ values, perCountry });
const codes = (given: Answers, countries: readonly string[] = [], form = access) => checkAnswers(form, given, countries, today).map((problem) => `${problem.linkId}${problem.country === undefined ? '' : `@${problem.country}`}: ${problem.code}`);
const field = (linkId: string) => access.fields.find((entry) => entry.linkId === linkId) as (typeof access.fields)[number];

describe('the form', () => {
  it.each([['access', access], ['request', request]] as const)('%s has the published shape, with labels in three languages and unique linkIds', (_type, form) => {
    formShape.parse(form);
    expect(new Set(form.fields.map((entry) => entry.linkId)).size).toBe(form.fields.length);
    for (const entry of form.fields) {
      for (const labels of [entry.label, ...(entry.options ?? []).map((option) => option.label)]) for (const lang of ['en', 'fr', 'de']) expect(labels[lang], `${entry.linkId} ${lang}`).toBeTruthy();
      expect(entry.linkId).toMatch(new RegExp(`^s${entry.section}\\.`));
    }
  });
  it('asks conditions only about questions that it has', () => {
    for (const form of [access, request])
      for (const entry of form.fields) for (const condition of entry.enableWhen ?? []) expect(form.fields.map((other) => other.linkId), entry.linkId).toContain(condition.linkId);
  });
  it('differs by type as the law does', () => {
    expect(access.fields.map((entry) => entry.linkId)).toContain('s5.formatOfTheElectronicHealthData');
    expect(request.fields.map((entry) => entry.linkId)).not.toContain('s5.formatOfTheElectronicHealthData');
    expect(request.fields.map((entry) => entry.linkId)).toContain('s10.acceptHealthDataBody');
  });
  it('of an unknown version is not here', () => expect(formOf('access', '0.0.1')).toBeUndefined());
});

describe('conditions', () => {
  const summary = field('s2.summaryOfTheProject');
  it('take an unanswered box for false', () => {
    expect(isEnabled(summary, answers())).toBe(true);
    expect(isEnabled(summary, answers({ 's2.theNatureOfTheProjectDoesNotLetYouProvideASummary': true }))).toBe(false);
  });
  it('look at the page of the same country', () => {
    const sample = field('s6.sampleSize');
    const given = answers({}, { FI: { 's6.extractionMethod': 'a' }, DE: { 's6.extractionMethod': 'b' } });
    expect([isEnabled(sample, given, 'FI'), isEnabled(sample, given, 'DE')]).toEqual([true, false]);
  });
  it('hide what is neither required nor sent', () => {
    fc.assert(fc.property(fc.boolean(), fc.constantFrom('a', 'b'), (withheld, format) => {
      const given = answers({ 's2.theNatureOfTheProjectDoesNotLetYouProvideASummary': withheld, 's2.summaryOfTheProject': 'text', 's5.formatOfTheElectronicHealthData': format, 's5.whyPseudonymised': 'because' });
      const sent = enabledAnswers(access.fields, given, []).values;
      expect('s2.summaryOfTheProject' in sent).toBe(!withheld);
      expect('s5.whyPseudonymised' in sent).toBe(format === 'b');
      expect(codes(given).filter((code) => code.startsWith('s2.summaryOfTheProject'))).toEqual([]);
    }));
  });
});

describe('rules across fields', () => {
  const reserved = { 's2.purposeForWhichDataWillBeUsed': ['a'] };
  const mandate = { 's3.applyingForDataOnBehalfOfPublicSector': 'a', 's3.applyingForDataForCarryingOutTasks': 'a' };
  it('V1: reserved purposes need a public body acting in its mandate', () => {
    expect(codes(answers(reserved))).toContain('s2.purposeForWhichDataWillBeUsed: reserved-purpose');
    expect(codes(answers({ ...reserved, ...mandate }))).not.toContain('s2.purposeForWhichDataWillBeUsed: reserved-purpose');
  });
  it('V2: accelerated only when all purposes are reserved ones and the mandate is in public health', () => {
    const eligible = { ...reserved, ...mandate, 's3.publicHealthMandate': 'a' };
    expect(trackOf('access', answers(eligible))).toBe('accelerated');
    expect(trackOf('request', answers(eligible))).toBe('normal');
    expect(trackOf('access', answers({ ...eligible, 's2.purposeForWhichDataWillBeUsed': ['a', 'e'] }))).toBe('normal');
    expect(trackOf('access', answers({ ...eligible, 's3.publicHealthMandate': 'b' }))).toBe('normal');
  });
  it('V3: the prohibited uses are to be confirmed as not sought', () => expect(codes(answers())).toContain('s10.noProhibitedUse: must-be-confirmed'));
  it.each([['2029-04-02', '2030-01-01', 'period-in-the-past'], ['2029-05-01', '2029-05-01', 'period-order'], ['2029-05-01', '2039-05-02', 'period-too-long'], ['2029-05-01', '2039-05-01', undefined]])('V4: from %s to %s', (start, end, expected) => {
    const found = codes(answers({ 's8.estimatedStartDatesForDataProcessing': start, 's8.estimatedEndDatesForDataProcessing': end })).filter((code) => /: period/.test(code));
    expect(found.map((code) => code.split(': ')[1])).toEqual(expected === undefined ? [] : [expected]);
  });
  it('V8: exactly one page per country', () => {
    expect(codes(answers({}, { FI: {} }), ['FI', 'DE'])).toContain('s6.country_id@DE: page-missing');
    expect(codes(answers({}, { FI: {}, SE: {} }), ['FI'])).toContain('s6.country_id@SE: page-without-country');
  });
});

describe('fields', () => {
  it.each([
    ['s3.contactPersonEmail', 'not an address', 'email'], ['s3.contactPersonEmail', 'a@b', 'email'], ['s3.contactPersonEmail', 'a@b.eu', undefined],
    ['s2.projectName', 'x'.repeat(251), 'too-long'], ['s2.projectName', 'bell \u0007', 'control-characters'], ['s2.projectName', 12, 'wrong-type'],
    ['s8.ifLaterWhen', '2029-02-30', 'date'], ['s8.ifLaterWhen', '2029-02-28', undefined], ['s6.sizeOfTheStudyCohort', 0, 'too-small'], ['s6.sizeOfTheStudyCohort', '12000', undefined],
    ['s6.sizeOfTheStudyCohort', 1.5, 'wrong-type'], ['s2.purposeForWhichDataWillBeUsed', ['a', 'z'], 'unknown-choice'], ['s2.purposeForWhichDataWillBeUsed', 'a', 'wrong-type'], ['s3.legalOrNaturalPerson', 'b', undefined],
  ])('%s = %j gives %s', (linkId, value, code) => expect(checkField(field(linkId), value)?.code).toBe(code));
  it('never throw, whatever is given', () => {
    fc.assert(fc.property(fc.constantFrom(...access.fields), fc.anything(), (entry, value) => { checkField(entry, value); }));
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...access.fields.map((entry) => entry.linkId)), fc.anything()), (values) => { checkAnswers(access, answers(values, { FI: values }), ['FI'], today); enabledAnswers(access.fields, answers(values, { FI: values }), ['FI']); }));
  });
});

describe('what an answer may change', () => {
  it('is the marked field and what hangs on it, and nothing else', () => {
    const allowed = mayChange(access, ['s5.formatOfTheElectronicHealthData']);
    expect([...allowed].sort()).toEqual(['s5.formatOfTheElectronicHealthData', 's5.pseudonymisedEthics', 's5.pseudonymisedLawfulness', 's5.whyPseudonymised']);
  });
  it('is found by comparing two versions', () => {
    expect(changedFields(answers({ a: 1, b: ['x'] }, { FI: { c: 1 }, DE: { d: 1 } }), answers({ a: 1, b: ['y'] }, { FI: { c: 2 }, DE: { d: 2 } }), 'FI')).toEqual(['b', 'c']);
  });
});
