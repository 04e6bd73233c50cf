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
  nodes: z.array(nodeFreshness),
  didYouMean: z.string().optional(),
  /** Concepts the query words were found to mean, in any language. */
  concepts: z.array(z.object({ iri: z.string(), label: z.string(), list: z.string(), word: z.string() })).optional(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
