import { scheme } from '../../../core/vocabulary/authority.ts';
import { vocabularyOfScheme } from '../../../mappings/vocabularies/index.ts';
import type { Concept } from './concepts.ts';
import type { FacetKey } from './facet-keys.ts';
import { synonyms } from './synonyms.ts';

/** Lists whose labels a query word may mean, with the facet their values stand in. */
const lists: readonly (readonly [FacetKey, string])[] = [
  ['healthTheme', scheme.healthTheme], ['healthCategory', scheme.healthCategory], ['activity', scheme.healthActivity], ['codingSystem', scheme.codingSystem],
  ['standard', scheme.standard], ['type', scheme.datasetType], ['spatial', scheme.country], ['personalData', scheme.personalData],
];

/** Every concept search knows, with its labels in all languages and the synonyms of this version. */
export const searchConcepts: readonly Concept[] = lists.flatMap(([facet, iri]) =>
  (vocabularyOfScheme(iri)?.concepts ?? []).filter((concept) => concept.group !== true).map((concept) => {
    const extra = synonyms[`${vocabularyOfScheme(iri)?.list ?? ''}/${concept.code}`];
    return { iri: concept.iri, list: vocabularyOfScheme(iri)?.list ?? '', facet, labels: concept.labels, ...(extra === undefined ? {} : { synonyms: extra }) };
  }),
);
