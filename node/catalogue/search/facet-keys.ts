import { scheme } from '../../../core/vocabulary/authority.ts';

/** Facets of catalogue.md §8. `list`: values are IRIs of that list, labelled in the reader's language. `open`: any text, shown by its count.
 *  `hidden`: kept for queries (codes) and never listed. `shared`: few values in few combinations, so that many records are alike in all such facets (profiles.ts). */
export type FacetDefinition = { readonly list?: string; readonly open?: boolean; readonly hidden?: boolean; readonly shared?: boolean };

export const facetDefinitions = {
  node: { shared: true }, country: { list: scheme.country, shared: true }, accessLevel: { shared: true }, healthCategory: { list: scheme.healthCategory }, healthTheme: { list: scheme.healthTheme },
  keyword: { open: true }, holder: { open: true }, trustedHolder: { shared: true }, hdab: { open: true, shared: true }, publisher: { open: true }, publisherType: { list: scheme.publisherType, shared: true },
  type: { list: scheme.datasetType }, activity: { list: scheme.healthActivity }, codingSystem: { list: scheme.codingSystem }, standard: { list: scheme.standard },
  language: { list: scheme.language, shared: true }, descriptionLanguage: { shared: true }, personalData: { list: scheme.personalData }, format: { list: scheme.fileType },
  structuredData: { shared: true }, hasVariables: { shared: true }, hasSample: { shared: true }, spatial: { list: scheme.country, open: true }, population: { open: true }, quality: { shared: true }, valid: { shared: true }, kind: { shared: true },
  code: { open: true, hidden: true },
} as const satisfies Readonly<Record<string, FacetDefinition>>;

export type FacetKey = keyof typeof facetDefinitions;
export const facetKeys = Object.keys(facetDefinitions) as readonly FacetKey[];
export const isFacetKey = (text: string): text is FacetKey => Object.hasOwn(facetDefinitions, text);
export const definitionOf = (key: FacetKey): FacetDefinition => facetDefinitions[key];
/** The value that asks for records that do not state a facet at all. */
export const notStated = 'not-stated';
