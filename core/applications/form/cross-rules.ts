import type { Answers } from '../../api/applications.ts';
import type { ApplicationType } from '../messages.ts';
import type { FormProblem } from './problems.ts';
import { problem } from './problems.ts';

/** Rules across fields (applications.md §1.4). Errors when going out, findings when coming in: the caller decides. */
export type RuleInput = { readonly type: ApplicationType; readonly answers: Answers; readonly countries: readonly string[]; readonly today: string };

const purposesOf = (answers: Answers): readonly string[] => {
  const value = answers.values['s2.purposeForWhichDataWillBeUsed'];
  return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : [];
};
const reserved = ['a', 'b', 'c'];
const is = (answers: Answers, linkId: string, key: string): boolean => answers.values[linkId] === key;
const actsInMandate = (answers: Answers): boolean => is(answers, 's3.applyingForDataOnBehalfOfPublicSector', 'a') && is(answers, 's3.applyingForDataForCarryingOutTasks', 'a');

/** V1, Art. 53(2): the first three purposes belong to public sector bodies and Union institutions acting in their mandate. */
const reservedPurpose = ({ answers }: RuleInput): FormProblem[] =>
  purposesOf(answers).some((key) => reserved.includes(key)) && !actsInMandate(answers)
    ? [problem('s2.purposeForWhichDataWillBeUsed', 'reserved-purpose', 'Public interest, policy-making and official statistics are reserved for public sector bodies and Union institutions carrying out tasks of their mandate (Art. 53(2)).')]
    : [];

/** V3, Art. 54: the applicant confirms that no prohibited use is sought. */
const prohibitedUse = ({ answers }: RuleInput): FormProblem[] =>
  answers.values['s10.noProhibitedUse'] === true ? [] : [problem('s10.noProhibitedUse', 'prohibited-use', 'Confirm that none of the uses prohibited by Art. 54 is sought.')];

/** V4, Art. 68(12): starts after submission, ends after it starts, at most ten years. */
const period = ({ type, answers, today }: RuleInput): FormProblem[] => {
  const start = answers.values['s8.estimatedStartDatesForDataProcessing'];
  const end = answers.values['s8.estimatedEndDatesForDataProcessing'];
  if (type !== 'access' || typeof start !== 'string' || typeof end !== 'string') return [];
  if (start < today) return [problem('s8.estimatedStartDatesForDataProcessing', 'period-in-the-past', 'Processing cannot start before the application is submitted.')];
  if (end <= start) return [problem('s8.estimatedEndDatesForDataProcessing', 'period-order', 'Processing ends after it starts: give a later date.')];
  const tenYears = `${Number(start.slice(0, 4)) + 10}${start.slice(4)}`;
  return end > tenYears ? [problem('s8.estimatedEndDatesForDataProcessing', 'period-too-long', 'At most ten years (Art. 68(12)).')] : [];
};

/** V8: one page of section 6 per country of section 1, and no other. */
const pagePerCountry = ({ answers, countries }: RuleInput): FormProblem[] => [
  ...countries.filter((country) => answers.perCountry[country] === undefined).map((country) => problem('s6.country_id', 'page-missing', `The page for ${country} is missing.`, country)),
  ...Object.keys(answers.perCountry).filter((country) => !countries.includes(country)).map((country) => problem('s6.country_id', 'page-without-country', `No dataset of ${country} is chosen.`, country, 'warning')),
];

const extractionPeriod = ({ answers, countries }: RuleInput): FormProblem[] =>
  countries.flatMap((country) => {
    const page = answers.perCountry[country] ?? {};
    const [from, to] = [page['s6.timePeriodOfDataExtraction.from'], page['s6.timePeriodOfDataExtraction.to']];
    return typeof from === 'string' && typeof to === 'string' && from > to
      ? [problem('s6.timePeriodOfDataExtraction.to', 'period-order', 'The last day comes before the first.', country)] : [];
  });

export const crossRules: readonly ((input: RuleInput) => FormProblem[])[] = [reservedPurpose, prohibitedUse, period, pagePerCountry, extractionPeriod];

/** V2, Art. 68(6): accelerated when all purposes are reserved ones, the body is public and its mandate is in public health. Access only. */
export const trackOf = (type: ApplicationType, answers: Answers): 'normal' | 'accelerated' => {
  const purposes = purposesOf(answers);
  const eligible = purposes.length > 0 && purposes.every((key) => reserved.includes(key)) && actsInMandate(answers) && is(answers, 's3.publicHealthMandate', 'a');
  return type === 'access' && eligible ? 'accelerated' : 'normal';
};
