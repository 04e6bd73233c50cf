import type { Answers, ApplicationView, FormDefinition } from '../../../core/api/applications.ts';

type Field = FormDefinition['fields'][number];

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** An answer a careful applicant would give to a question of this type. */
const answerTo = (field: Field): unknown => {
  const option = field.options?.[0]?.key;
  switch (field.type) {
    case 'string': return 'Care pathways after stroke in three countries';
    case 'text': return 'We compare care pathways after stroke in three countries and publish aggregated results in open access.';
    case 'boolean': return true;
    case 'date': return /end|until|to$/i.test(field.linkId) ? inDays(900) : inDays(200);
    case 'integer': return 3;
    case 'url': return 'https://research.example/stroke';
    case 'email': return 'contact@research.example';
    case 'phone': return '+33 1 44 27 63 18';
    case 'choice': return option;
    case 'choices': return option === undefined ? [] : [option];
    case 'file': case 'auto': case 'group': return undefined;
  }
};

const holds = (answer: unknown, wanted: string | boolean): boolean => answer === wanted || (Array.isArray(answer) && answer.includes(wanted));
const shown = (field: Field, values: Record<string, unknown>): boolean => (field.enableWhen ?? []).every((condition) => holds(values[condition.linkId], condition.equals));

/** A university asks for anonymised data for research: the plainest application there is. The rest follows from the form. */
export const university: Readonly<Record<string, unknown>> = {
  's2.purposeForWhichDataWillBeUsed': ['e'],
  's2.theNatureOfTheProjectDoesNotLetYouProvideASummary': false,
  's3.applyingForDataOnBehalfOfPublicSector': 'b',
  's3.legalOrNaturalPerson': 'a',
  's5.formatOfTheElectronicHealthData': 'a',
};

const givenIn = (answers: Answers, country: string | undefined): Record<string, unknown> => ({ ...answers.values, ...(country === undefined ? {} : answers.perCountry[country]) });

const put = (answers: Answers, field: Field, country: string | undefined, answer: unknown): void => {
  if (answer === undefined) return;
  if (country === undefined) answers.values[field.linkId] = answer;
  else (answers.perCountry[country] ??= {})[field.linkId] = answer;
};

/** Answers to every required question that is shown, as read from the node's own form; per country where the form asks so. */
export const fillForm = (form: FormDefinition, countries: readonly string[], own = university): Answers => {
  const answers: Answers = { values: {}, perCountry: Object.fromEntries(countries.map((country) => [country, {}])) };
  for (const field of form.fields)
    for (const country of field.perCountry ? countries : [undefined])
      if ((field.required || field.linkId in own) && shown(field, givenIn(answers, country))) put(answers, field, country, own[field.linkId] ?? answerTo(field));
  return answers;
};

/** Answers what the node itself still names as missing: questions that appear because of other answers. */
export const fillMissing = (form: FormDefinition, answers: Answers, problems: ApplicationView['problems']): Answers => {
  for (const { linkId, country } of problems) {
    const field = form.fields.find((one) => one.linkId === linkId);
    if (field !== undefined) put(answers, field, country, answerTo(field));
  }
  return answers;
};
