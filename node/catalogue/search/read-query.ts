import { z } from 'zod';
import type { NodeFreshness } from '../../../core/api/datasets.ts';
import type { FacetKey } from './facet-keys.ts';
import { facetKeys } from './facet-keys.ts';
import type { RangeFilter, RangeKey } from './range-keys.ts';
import { rangeKeys } from './range-keys.ts';
import { sorts } from './rank.ts';
import { decimalYear } from './row.ts';
import type { SearchQuery } from './search.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value])).optional();
const number = z.coerce.number().optional();
const year = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be a year, a month or a day such as 2019 or 2019-03-31').optional();

/** Query parameters of `GET /api/v1/search`. A facet may be given several times (OR); `not-stated` asks for records that do not say. */
export const searchParameters = z.object({
  q: z.string().max(500).default(''),
  lang: z.string().max(10).optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  perPage: z.coerce.number().int().min(1).max(100).default(20),
  sort: z.enum(sorts).default('relevance'),
  individualsMin: number, individualsMax: number, recordsMin: number, recordsMax: number, ageMin: number, ageMax: number, scoreMin: number,
  periodFrom: year, periodTo: year, modifiedFrom: year, modifiedTo: year,
  /** In metres and in days: as fine as this, or finer. */
  spatialResolutionMin: number, spatialResolutionMax: number, temporalResolutionMin: number, temporalResolutionMax: number,
  /** Ranges that records which do not state the number pass as well: individuals, records, age, period, … */
  orUnknown: texts,
  freshness: texts,
  ...(Object.fromEntries(facetKeys.map((key) => [key, texts])) as Record<FacetKey, typeof texts>),
});
export type SearchParameters = z.output<typeof searchParameters>;

const rangesOf = (p: SearchParameters): RangeFilter[] => {
  const asked: Readonly<Record<RangeKey, readonly [number | undefined, number | undefined]>> = {
    individuals: [p.individualsMin, p.individualsMax], records: [p.recordsMin, p.recordsMax], age: [p.ageMin, p.ageMax], score: [p.scoreMin, undefined],
    period: [decimalYear(p.periodFrom), decimalYear(p.periodTo, true)], modified: [decimalYear(p.modifiedFrom), decimalYear(p.modifiedTo, true)],
    spatialResolution: [p.spatialResolutionMin, p.spatialResolutionMax], temporalResolution: [p.temporalResolutionMin, p.temporalResolutionMax],
  };
  return rangeKeys.map((key) => ({ key, bounds: asked[key] })).filter(({ bounds: [min, max] }) => min !== undefined || max !== undefined)
    .map(({ key, bounds: [min, max] }) => ({ key, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), ...(p.orUnknown?.includes(key) === true ? { orUnknown: true } : {}) }));
};

/** How fresh a node's catalogue is here, as a value to filter by: the own one always is. */
export const freshnessOf = (state: NodeFreshness['state']): string => (state === 'own' ? 'fresh' : state);

/** Parameters as a query. @param nodes all nodes with their state, when a freshness may be asked for */
export const queryOf = (p: SearchParameters, language: string, nodes: readonly Pick<NodeFreshness, 'node' | 'state'>[]): SearchQuery => {
  const facets = new Map<FacetKey, readonly string[]>();
  for (const key of facetKeys) {
    const wanted = p[key];
    if (wanted !== undefined && wanted.length > 0) facets.set(key, wanted);
  }
  const asked = p.freshness === undefined || p.freshness.length === 0 ? undefined : { states: p.freshness, nodes: facets.get('node') };
  if (asked !== undefined) facets.set('node', nodes.filter(({ node, state }) => asked.states.includes(freshnessOf(state)) && asked.nodes?.includes(node) !== false).map(({ node }) => node));
  return { ...(asked === undefined ? {} : { freshness: asked }), q: p.q, lang: (p.lang ?? language).split('-')[0] ?? 'en', facets, ranges: rangesOf(p), sort: p.sort, page: p.page, perPage: p.perPage };
};
