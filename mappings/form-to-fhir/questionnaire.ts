import type { Extension, Questionnaire, QuestionnaireItem, QuestionnaireItemEnableWhen } from 'fhir/r4.d.ts';
import type { FormDefinition, FormField } from '../../core/api/applications.ts';
import { systems } from '../leg-to-fhir/terms.ts';

/** The common application form as an R4 Questionnaire: groups `s1` … `s10`, `s6` repeats once per country (applications.md §1.2). */
const types: Readonly<Record<FormField['type'], QuestionnaireItem['type']>> = {
  string: 'string', text: 'text', boolean: 'boolean', date: 'date', integer: 'integer', url: 'url', email: 'string', phone: 'string', choice: 'choice', choices: 'choice',
  file: 'attachment', auto: 'string', group: 'group',
};

const translation = 'http://hl7.org/fhir/StructureDefinition/translation';

/** The other languages of a text, English being the text itself. */
const translationsOf = (label: Readonly<Record<string, string>>): Extension[] =>
  Object.entries(label).filter(([lang]) => lang !== 'en').map(([lang, content]) => ({ url: translation, extension: [{ url: 'lang', valueCode: lang }, { url: 'content', valueString: content }] }));

const texts = (label: Readonly<Record<string, string>>) => {
  const extension = translationsOf(label);
  return { text: label['en'] ?? Object.values(label)[0] ?? '', ...(extension.length === 0 ? {} : { _text: { extension } }) };
};

const conditionOf = (condition: NonNullable<FormField['enableWhen']>[number]): QuestionnaireItemEnableWhen =>
  condition.equals === false
    ? { question: condition.linkId, operator: '!=', answerBoolean: true }
    : { question: condition.linkId, operator: '=', ...(typeof condition.equals === 'boolean' ? { answerBoolean: condition.equals } : { answerCoding: { system: systems.choice, code: condition.equals } }) };

const optionsOf = (field: FormField): QuestionnaireItem['answerOption'] =>
  field.options?.map((option) => ({
    valueCoding: { system: systems.choice, code: option.key, display: option.label['en'] ?? option.key, _display: { extension: translationsOf(option.label) } },
  }));

const itemOf = (field: FormField): QuestionnaireItem => {
  const options = optionsOf(field);
  return {
    linkId: field.linkId, type: types[field.type], ...texts(field.label), required: field.required,
    ...(field.type === 'choices' || field.linkId === 's1.datasets' ? { repeats: true } : {}),
    ...(field.type === 'auto' ? { readOnly: true } : {}),
    ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
    ...(field.enableWhen === undefined ? {} : { enableWhen: field.enableWhen.map(conditionOf) }),
    ...((field.enableWhen?.length ?? 0) > 1 ? { enableBehavior: field.enableBehavior ?? ('all' as const) } : {}),
    ...(options === undefined ? {} : { answerOption: options }),
  };
};

const countryItem: QuestionnaireItem = { linkId: 's6.country_id', type: 'string', text: 'Country', required: true, readOnly: true };

export const formToQuestionnaire = (form: FormDefinition): Questionnaire => ({
  resourceType: 'Questionnaire',
  id: `application-${form.type}`,
  url: form.url,
  version: form.version,
  name: form.type === 'access' ? 'DataAccessApplication' : 'DataRequest',
  title: form.type === 'access' ? 'Data access application (Art. 67)' : 'Data request (Art. 69)',
  status: 'active',
  language: 'en',
  subjectType: ['Task'],
  item: form.sections.map((section) => ({
    linkId: `s${section.number}`, type: 'group', ...texts(section.title), ...(section.number === 6 ? { repeats: true } : {}),
    item: [...(section.number === 6 ? [countryItem] : []), ...form.fields.filter((field) => field.section === section.number).map(itemOf)],
  })),
});
