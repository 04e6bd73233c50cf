import { textIn, type LangText } from '../../core/languages.ts';
import accessRight from './data/access-right.json' with { type: 'json' };
import codingSystem from './data/coding-system.json' with { type: 'json' };
import continent from './data/continent.json' with { type: 'json' };
import country from './data/country.json' with { type: 'json' };
import dataTheme from './data/data-theme.json' with { type: 'json' };
import datasetType from './data/dataset-type.json' with { type: 'json' };
import distributionStatus from './data/distribution-status.json' with { type: 'json' };
import fileType from './data/file-type.json' with { type: 'json' };
import frequency from './data/frequency.json' with { type: 'json' };
import healthActivity from './data/health-activity.json' with { type: 'json' };
import healthTheme from './data/health-theme.json' with { type: 'json' };
import healthcategories from './data/healthcategories.json' with { type: 'json' };
import language from './data/language.json' with { type: 'json' };
import legalBasis from './data/legal-basis.json' with { type: 'json' };
import licenceType from './data/licence-type.json' with { type: 'json' };
import personalData from './data/personal-data.json' with { type: 'json' };
import plannedAvailability from './data/planned-availability.json' with { type: 'json' };
import publisherType from './data/publisher-type.json' with { type: 'json' };
import standard from './data/standard.json' with { type: 'json' };
import { vocabularyOf, type Concept, type Vocabulary, type VocabularyData } from './vocabulary.ts';

export type { Concept, Vocabulary } from './vocabulary.ts';

const shipped = [
  accessRight, codingSystem, continent, country, dataTheme, datasetType, distributionStatus, fileType, frequency, healthActivity, healthTheme,
  healthcategories, language, legalBasis, licenceType, personalData, plannedAvailability, publisherType, standard,
] as unknown as readonly VocabularyData[];

/** Every controlled list this node ships. */
export const vocabularies: readonly Vocabulary[] = shipped.map(vocabularyOf);

const byList = new Map(vocabularies.map((one) => [one.list, one]));
const byScheme = new Map(vocabularies.map((one) => [one.scheme.replace(/#$/, ''), one]));
const concepts = new Map<string, { concept: Concept; vocabulary: Vocabulary }>();
for (const vocabulary of vocabularies) for (const concept of vocabulary.concepts) concepts.set(concept.iri, { concept, vocabulary });

/** By its short name: `health-theme`, `language`, `country`, … */
export const vocabularyNamed = (list: string): Vocabulary | undefined => byList.get(list);
/** By the IRI of its scheme, with or without a closing `#`. */
export const vocabularyOfScheme = (scheme: string): Vocabulary | undefined => byScheme.get(scheme.replace(/#$/, ''));
export const findConcept = (iri: string): Concept | undefined => concepts.get(iri)?.concept;
export const vocabularyOfConcept = (iri: string): Vocabulary | undefined => concepts.get(iri)?.vocabulary;

/** Label of a controlled value in the reader's language, else English, else what there is; the last part of the IRI when nobody knows it. */
export const labelOf = (iri: string, reader: string): string => {
  const labels: LangText | undefined = concepts.get(iri)?.concept.labels;
  return (labels && textIn(labels, reader)?.text) ?? iri.split(/[/#]/).filter(Boolean).at(-1) ?? iri;
};
