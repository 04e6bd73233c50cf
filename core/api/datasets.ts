import { z } from 'zod';

/** Shapes of the public catalogue API (catalogue.md §5.1, §8). */
const langText = z.record(z.string(), z.string());

export const nodeFreshness = z.object({
  node: z.string(),
  name: langText,
  /** `fresh`: last complete harvest younger than two schedules; `stale`: older; `unreachable`: last tries failed; `never`: not harvested yet. */
  state: z.enum(['own', 'fresh', 'stale', 'unreachable', 'never']),
  lastHarvest: z.string().optional(),
  datasets: z.int(),
  /** Hits of this query. */
  hits: z.int(),
});
export type NodeFreshness = z.infer<typeof nodeFreshness>;

export const datasetSummary = z.object({
  id: z.string(),
  /** Address on this node's portal: `/dataset/{id}`. */
  iri: z.string(),
  node: z.string(),
  country: z.string(),
  title: z.string(),
  titleLang: z.string(),
  description: z.string(),
  descriptionLang: z.string(),
  accessLevel: z.enum(['PUBLIC', 'RESTRICTED', 'NON_PUBLIC']).optional(),
  holder: z.string().optional(),
  publisher: z.string().optional(),
  hdab: z.string().optional(),
  healthCategory: z.array(z.string()),
  healthTheme: z.array(z.string()),
  period: z.object({ start: z.string().optional(), end: z.string().optional() }).optional(),
  individuals: z.number().optional(),
  records: z.number().optional(),
  modified: z.string().optional(),
  score: z.number().optional(),
  valid: z.boolean(),
  state: z.enum(['published', 'withdrawn', 'draft', 'in-review', 'missing']),
  /** `<mark>`-free: ranges of the title and of a text fragment that matched, as [start, end) pairs. */
  highlights: z.array(z.object({ field: z.string(), text: z.string(), ranges: z.array(z.tuple([z.int(), z.int()])) })).optional(),
  /** Why this result: matched fields or concepts. */
  matched: z.array(z.object({ field: z.string(), label: z.string().optional(), lang: z.string().optional() })).optional(),
  alsoPublishedBy: z.array(z.object({ node: z.string(), iri: z.string() })).optional(),
});
export type DatasetSummary = z.infer<typeof datasetSummary>;

export const facetShape = z.object({
  key: z.string(),
  values: z.array(z.object({ value: z.string(), label: z.string(), count: z.int(), selected: z.boolean() })),
  /** How many hits do not state this at all. */
  notStated: z.int(),
});

export const searchAnswer = z.object({
  query: z.object({ q: z.string(), lang: z.string() }),
  total: z.int(),
  page: z.int(),
  perPage: z.int(),
  results: z.array(datasetSummary),
  facets: z.array(facetShape),
  /** Ranges (people, records, ages, years, last change, resolution): how many hits do not state the numbers. */
  ranges: z.array(z.object({ key: z.string(), notStated: z.int() })).optional(),
  nodes: z.array(nodeFreshness),
  didYouMean: z.string().optional(),
  /** Concepts the query words were found to mean, in any language. */
  concepts: z.array(z.object({ iri: z.string(), label: z.string(), list: z.string(), word: z.string() })).optional(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

export const suggestions = z.object({
  suggestions: z.array(z.object({
    text: z.string(),
    kind: z.enum(['title', 'holder', 'concept']),
    lang: z.string(),
    /** Of a concept: its list, its IRI, and the facet of the search it selects. */
    list: z.string().optional(), value: z.string().optional(), facet: z.string().optional(),
  })),
});
export type Suggestions = z.infer<typeof suggestions>;

export const vocabularyShape = z.object({
  list: z.string(), scheme: z.string(), complete: z.boolean(), version: z.string(), source: z.string(), date: z.string(),
  concepts: z.array(z.object({ code: z.string(), iri: z.string(), labels: langText, broader: z.string().optional(), group: z.boolean().optional() })),
});

/** Addresses in own records; `on`: whether this node tries them. */
export const linkTotals = z.object({ on: z.boolean(), addresses: z.int(), waiting: z.int(), dead: z.int(), lastCheck: z.string().optional() });
export type LinkTotals = z.infer<typeof linkTotals>;

/** A controlled value with its label in the reader's language. */
export const labelled = z.object({ value: z.string(), label: z.string() });
const agentView = z.object({ iri: z.string(), name: z.string(), lang: z.string(), email: z.string().optional(), page: z.string().optional(), type: z.string().optional(), note: z.string().optional() });

/** One dataset for the portal's page: `GET /api/v1/datasets/{id}`. Texts are in the reader's language, else the record's main one. */
export const datasetDetail = z.object({
  summary: datasetSummary,
  /** Every language the description has. */
  languages: z.array(z.string()),
  text: z.object({
    description: z.string(), lang: z.string(), alternative: z.array(z.string()), population: z.string().optional(), provenance: z.string().optional(), purpose: z.array(z.string()), versionNotes: z.string().optional(),
  }),
  keywords: z.array(z.object({ text: z.string(), lang: z.string() })),
  identifiers: z.array(z.object({ value: z.string(), agency: z.string().optional(), own: z.boolean() })),
  /** Controlled values by property: accessRights, healthCategory, healthTheme, theme, type, codingSystem, conformsTo, personalData, legalBasis, activity, spatial, language, frequency, legislation. */
  values: z.record(z.string(), z.array(labelled)),
  codeValues: z.array(z.string()),
  agents: z.object({ hdab: agentView.optional(), hdabCoordinator: agentView.optional(), custodian: agentView.optional(), publisher: agentView.optional(), creator: z.array(agentView) }),
  contact: z.array(z.object({ name: z.string().optional(), email: z.string().optional(), url: z.string().optional(), telephone: z.string().optional() })),
  trustedHolder: z.boolean(),
  numbers: z.object({ records: z.number().optional(), individuals: z.number().optional(), minAge: z.number().optional(), maxAge: z.number().optional() }),
  periods: z.object({ temporal: z.array(z.object({ start: z.string().optional(), end: z.string().optional() })), retention: z.object({ start: z.string().optional(), end: z.string().optional() }).optional() }),
  structured: z.boolean().optional(),
  variables: z.object({ total: z.int(), tables: z.array(z.object({ title: z.string(), variables: z.array(z.object({ name: z.string(), title: z.string(), description: z.string(), datatype: z.string().optional() })) })) }),
  distributions: z.array(z.object({
    iri: z.string(), kind: z.enum(['distribution', 'sample', 'analytics']), title: z.string().optional(), description: z.string().optional(), accessUrl: z.array(z.string()), downloadUrl: z.array(z.string()),
    format: labelled.optional(), mediaType: z.string().optional(), licence: z.string().optional(), rights: z.string().optional(), byteSize: z.number().optional(),
  })),
  links: z.object({ landingPage: z.array(z.string()), page: z.array(z.string()), isReferencedBy: z.array(z.string()), source: z.array(z.string()), relation: z.array(z.string()), inSeries: z.array(z.string()) }),
  /** Result of the validation: counts, and the findings as data; words come from `GET /dataset/{id}/report`. */
  quality: z.object({
    violations: z.int(), warnings: z.int(), score: z.number().optional(), detail: z.unknown(),
    /** The six groups of the data quality and utility label (Art. 78(3)) as far as the description tells them: never a grade. */
    utility: z.record(z.string(), z.object({ state: z.enum(['filled', 'part', 'empty']), present: z.int(), of: z.int() })),
    /** Addresses of the description that were tried; `on`: whether this node tries them. */
    links: z.object({ on: z.boolean(), checked: z.int(), unchecked: z.int(), dead: z.int(), checkedAt: z.string().optional() }).optional(),
  }),
  /** Description version as frozen by applications: SHA-256. */
  version: z.string(),
  versions: z.array(z.object({ number: z.int(), version: z.string(), at: z.string(), actor: z.string(), violations: z.int(), public: z.boolean() })),
  /** Holder first, nearest last (catalogue.md §6.6). */
  chain: z.array(z.object({ publisher: z.string(), iri: z.string(), issued: z.string().optional() })),
  /** Where this node has it from, and how fresh that is. */
  node: nodeFreshness,
  alsoPublishedBy: z.array(z.object({ id: z.string(), node: z.string(), iri: z.string() })),
  formats: z.array(z.object({ mediaType: z.string(), href: z.string() })),
  publishedAt: z.string().optional(), changedAt: z.string(), missingSince: z.string().optional(),
});
export type DatasetDetail = z.infer<typeof datasetDetail>;

export const savedSearchList = z.object({ searches: z.array(z.object({ id: z.string(), name: z.string(), query: z.record(z.string(), z.unknown()), language: z.string(), createdAt: z.string() })) });
export const watchedList = z.object({ datasets: z.array(z.object({ id: z.string(), title: z.string(), state: z.string(), node: z.string(), changedAt: z.string(), since: z.string() })) });
export const alertList = z.object({
  unread: z.int(),
  alerts: z.array(z.object({ id: z.string(), at: z.string(), reason: z.enum(['new', 'changed', 'withdrawn']), dataset: z.string(), title: z.string(), savedSearch: z.string().optional(), read: z.boolean() })),
});

/** Copies of partners' catalogues, for the operator: state, last good harvest, refusals, a run that waits for a person. */
export const partnerCatalogues = z.object({
  partners: z.array(z.object({
    node: z.string(), state: z.enum(['never', 'reading', 'fresh', 'unreachable', 'held']), lastTry: z.string().optional(), lastComplete: z.string().optional(), lastFull: z.string().optional(), error: z.string().optional(), failures: z.int(),
    refusals: z.array(z.object({ object: z.string(), code: z.string(), detail: z.string(), at: z.string() })),
    held: z.object({ at: z.string(), reason: z.string(), live: z.int(), gone: z.array(z.object({ id: z.string(), iri: z.string(), title: z.string() })) }).optional(),
  })),
});
