import type { Bits } from './bitset.ts';
import { count, countBoth } from './bitset.ts';
import type { Columns } from './columns.ts';
import type { FacetKey } from './facet-keys.ts';
import { definitionOf, facetKeys } from './facet-keys.ts';
import type { FacetFilter } from './filters.ts';
import { facetBits, intersect, rangeBits } from './filters.ts';
import type { RangeFilter, RangeKey } from './range-keys.ts';
import { rangeKeys } from './range-keys.ts';
import type { FacetCounts } from './tally.ts';
import { facetCounts, tally, tallyDense } from './tally.ts';

export type Filters = { readonly facets: FacetFilter; readonly ranges: readonly RangeFilter[] };
type Selected = { readonly hits: Bits; readonly without: ReadonlyMap<FacetKey, Bits>; readonly withoutRange: ReadonlyMap<RangeKey, Bits> };

// what a list of a facet shows at most; a reader looks for the rest by name
const openValues = 50;
const listedValues = 500;

/** Records of the text's that pass all filters, and for each facet and range that was asked for those that pass everything but that one itself. */
export const select = (columns: Columns, text: Bits, { facets, ranges }: Filters): Selected => {
  const filters = new Map([...facets].map(([facet, values]) => [facet, facetBits(columns, facet, values)] as const));
  const base = ranges.reduce<Bits>((among, range) => rangeBits(columns, range, among), text);
  const without = new Map<FacetKey, Bits>();
  for (const facet of filters.keys()) without.set(facet, intersect(base, [...filters].filter(([other]) => other !== facet).map(([, bits]) => bits)));
  const withoutRange = new Map(ranges.map(({ key }) => [key, intersect(ranges.reduce<Bits>((among, range) => (range.key === key ? among : rangeBits(columns, range, among)), text), filters.values())] as const));
  return { hits: intersect(base, filters.values()), without, withoutRange };
};

/** How many records do not state the numbers of each range, as if that range were open. */
export const countUnknown = (columns: Columns, { hits, withoutRange }: Selected, total: number): ReadonlyMap<RangeKey, number> =>
  new Map(rangeKeys.map((key) => {
    const open = withoutRange.get(key);
    return [key, open === undefined ? total - countBoth(hits, columns.knownIn(key)) : count(open) - countBoth(open, columns.knownIn(key))] as const;
  }));

/** Counts of all facets, each as if it were open itself. */
export const countFacets = (columns: Columns, { hits, without }: Pick<Selected, 'hits' | 'without'>, total: number, facets: FacetFilter): ReadonlyMap<FacetKey, FacetCounts> => {
  const shared = tally(columns, hits, total);
  const counted = new Map<FacetKey, FacetCounts>();
  for (const facet of facetKeys) {
    const definition = definitionOf(facet);
    if (definition.hidden === true) continue;
    const chosen = new Set(facets.get(facet) ?? []);
    const limit = definition.open === true ? openValues : listedValues;
    const open = without.get(facet);
    if (open === undefined) counted.set(facet, facetCounts(columns, facet, shared, chosen, limit));
    else {
      const openTotal = count(open);
      counted.set(facet, facetCounts(columns, facet, definition.open === true ? tally(columns, open, openTotal) : tallyDense(columns, facet, open, openTotal), chosen, limit));
    }
  }
  return counted;
};
