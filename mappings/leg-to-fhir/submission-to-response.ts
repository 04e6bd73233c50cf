import type { QuestionnaireResponse, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.d.ts';
import type { FormField } from '../../core/api/applications.ts';
import type { ChosenDataset, Submission } from '../../core/applications/messages.ts';
import { fieldTypesOf } from '../../core/applications/form/field-types.ts';
import { extensions, systems } from './terms.ts';

type Item = QuestionnaireResponseItem;
type Answer = QuestionnaireResponseItemAnswer;

const answerOf = (value: unknown, type: FormField['type'] | undefined): Answer => {
  if (typeof value === 'boolean') return { valueBoolean: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { valueInteger: value } : { valueDecimal: value };
  const text = String(value);
  if (type === 'choice' || type === 'choices') return { valueCoding: { system: systems.choice, code: text } };
  return type === 'date' ? { valueDate: text } : { valueString: text };
};

const itemOf = (linkId: string, value: unknown, type: FormField['type'] | undefined): Item => ({
  linkId,
  answer: (Array.isArray(value) ? value : [value]).map((part) => answerOf(part, type)),
});

const datasetItem = (dataset: ChosenDataset): Item => ({
  linkId: 's1.datasets',
  item: [
    { linkId: 's1.datasets.dataset_id', answer: [{ valueString: dataset.id }] },
    { linkId: 's1.datasets.iri', answer: [{ valueUri: dataset.iri }] },
    { linkId: 's1.datasets.node', answer: [{ valueString: dataset.node }] },
    { linkId: 's1.datasets.title', answer: Object.entries(dataset.title).map(([lang, display]) => ({ valueCoding: { system: systems.language, code: lang, display } })) },
    ...(dataset.version === undefined ? [] : [{ linkId: 's1.datasets.version', answer: [{ valueString: dataset.version }] }]),
  ],
});

const sectionOf = (linkId: string): string => linkId.slice(0, linkId.indexOf('.'));

/** QuestionnaireResponse of one leg: groups `s1` … `s10`, `s6` once per country with `s6.country_id` first; choices as codings, one answer each.
 *  The dataset list of the whole application is group `s1` (applications.md §4.1). */
export const submissionToResponse = (submission: Submission): QuestionnaireResponse => {
  const types = fieldTypesOf(submission.form, submission.formVersion);
  const itemsOf = (values: Readonly<Record<string, unknown>>): Item[] => Object.entries(values).map(([linkId, value]) => itemOf(linkId, value, types(linkId)));
  const sections = new Map<string, Item[]>();
  for (const item of itemsOf(submission.answers.values)) sections.set(sectionOf(item.linkId), [...(sections.get(sectionOf(item.linkId)) ?? []), item]);
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    language: submission.language,
    questionnaire: `urn:ehds-node:Questionnaire:${submission.form}|${submission.formVersion}`,
    extension: [{ url: extensions.contentHash, valueString: submission.contentHash }],
    item: [
      { linkId: 's1', item: submission.datasets.map(datasetItem) },
      ...[...sections].map(([linkId, item]) => ({ linkId, item })),
      ...Object.entries(submission.answers.perCountry).map(([country, values]) => ({
        linkId: 's6', item: [{ linkId: 's6.country_id', answer: [{ valueString: country }] }, ...itemsOf(values)],
      })),
    ],
  };
};
