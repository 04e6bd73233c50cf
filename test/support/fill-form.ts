import type { Answers, FormDefinition, FormField } from '../../core/api/applications.ts';
import { isEnabled } from '../../core/applications/form/enabled.ts';

const inMonths = (today: string, months: number): string => {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
};

/** Answers that the rules across fields ask for; everything else is filled by type. */
const chosen = (today: string): Readonly<Record<string, unknown>> => ({
  's2.projectName': 'Statins after infarction in four countries',
  's2.purposeForWhichDataWillBeUsed': ['e'],
  's2.theNatureOfTheProjectDoesNotLetYouProvideASummary': false,
  's3.applyingForDataOnBehalfOfPublicSector': 'b',
  's3.legalOrNaturalPerson': 'a',
  's5.formatOfTheElectronicHealthData': 'b',
  's6.timePeriodOfDataExtraction.from': '2019-01-01',
  's6.timePeriodOfDataExtraction.to': '2024-12-31',
  's8.estimatedStartDatesForDataProcessing': inMonths(today, 6),
  's8.estimatedEndDatesForDataProcessing': inMonths(today, 30),
  's8.ifLaterWhen': inMonths(today, 6),
});

const byType = (field: FormField, today: string): unknown => {
  switch (field.type) {
    case 'boolean':
      return true;
    case 'choice':
      return field.options?.[0]?.key;
    case 'choices':
      return [field.options?.[0]?.key];
    case 'integer':
      return 12_000;
    case 'date':
      return inMonths(today, 1);
    case 'email':
      return 'contact@example.org';
    case 'phone':
      return '+33 1 23 45 67 89';
    case 'url':
      return 'https://example.org/';
    case 'string': case 'text':
      return `${field.label['en'] ?? field.linkId}, described in a sentence.`.slice(0, field.maxLength ?? 250);
    case 'auto': case 'file': case 'group':
      return undefined;
  }
};

/** Complete answers to a form, for any version of it: used by tests and by the walk through the public interfaces.
 *  @param countries of the chosen datasets
 *  @param today `YYYY-MM-DD` */
export const fillForm = (form: FormDefinition, countries: readonly string[], today: string): Answers => {
  const answers: Answers = { values: {}, perCountry: Object.fromEntries(countries.map((country) => [country, {}])) };
  const put = (field: FormField, country: string | undefined): void => {
    if (!isEnabled(field, answers, country)) return;
    const value = chosen(today)[field.linkId] ?? byType(field, today);
    const target = country === undefined ? answers.values : answers.perCountry[country];
    if (value !== undefined && target !== undefined) target[field.linkId] = value;
  };
  for (const field of form.fields) for (const country of field.perCountry ? countries : [undefined]) put(field, country);
  return answers;
};
