import type { Answers, FormDefinition } from '../../../core/api/applications.ts';

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

/** Answers to every required question that is shown, as read from the node's own form; per country where the form asks so. */
export const fillForm = (form: FormDefinition, countries: readonly string[], own = university): Answers => {
  const values: Record<string, unknown> = {};
  const perCountry: Record<string, Record<string, unknown>> = Object.fromEntries(countries.map((country) => [country, {}]));
  for (const field of form.fields) {
    if (!(field.required || field.linkId in own) || !shown(field, values)) continue;
    const answer = own[field.linkId] ?? answerTo(field);
    if (answer === undefined) continue;
    if (field.perCountry) for (const country of countries) perCountry[country]![field.linkId] = answer;
    else values[field.linkId] = answer;
  }
  return { values, perCountry };
};
