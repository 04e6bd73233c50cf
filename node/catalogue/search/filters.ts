import type { Bits } from './bitset.ts';
import { and, andNot, bitsFor, each, or, set } from './bitset.ts';
import type { Columns } from './columns.ts';
import type { FacetKey } from './facet-keys.ts';
import { definitionOf, notStated } from './facet-keys.ts';
import { bitsOf } from './postings.ts';
import type { RangeFilter } from './range-keys.ts';
import { rangeDefinitions } from './range-keys.ts';

/** Values of a facet are OR, facets are AND. `not-stated` is a value of its own. */
export type FacetFilter = ReadonlyMap<FacetKey, readonly string[]>;

const listed = (columns: Columns, id: number): Bits => {
  const bits = bitsFor(columns.size);
  each(columns.live, (doc) => {
    if (columns.open.holds(doc, id)) set(bits, doc);
  });
  return bits;
};

const endingIn = (columns: Columns, facet: FacetKey, value: string): number | undefined =>
  value.includes('/') || definitionOf(facet).list === undefined ? undefined : columns.idsOf(facet).find((id) => /[/#]/.test(columns.values[id]!.value.at(-value.length - 1) ?? '') && columns.values[id]!.value.endsWith(value));

/** Records that state one of the values. A controlled value may be given by its whole IRI or its last part. */
export const facetBits = (columns: Columns, facet: FacetKey, wanted: readonly string[]): Bits => {
  const result = bitsFor(columns.size);
  const known = columns.facets.get(facet) ?? new Map<string, number>();
  for (const value of wanted) {
    if (value === notStated) or(result, andNot(new Uint32Array(columns.live), columns.stated.get(facet) ?? bitsFor(columns.size)));
    const id = known.get(value) ?? endingIn(columns, facet, value);
    if (id !== undefined) or(result, columns.values[id]?.dense ?? listed(columns, id));
  }
  return result;
};

/** Records with a value of an open facet that the test accepts: holders by name, codes by prefix. */
export const valuesWhere = (columns: Columns, facet: FacetKey, accepts: (value: string) => boolean): Bits => {
  const wanted = new Uint8Array(columns.values.length);
  const ids = columns.idsOf(facet).filter((id) => accepts(columns.values[id]!.value));
  if (ids.length === 0) return bitsFor(columns.size);
  for (const id of ids) wanted[id] = 1;
  const found: number[] = [];
  each(columns.live, (doc) => {
    if (columns.open.holdsAny(doc, wanted)) found.push(doc);
  });
  return bitsOf(found, columns.size);
};

/** Those of some records that a range accepts. */
export const rangeBits = (columns: Columns, { key, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, orUnknown }: RangeFilter, among: Bits): Bits => {
  const bits = bitsFor(columns.size);
  const definition = rangeDefinitions[key];
  const low = columns.number(definition.from);
  const high = columns.number(definition.to);
  // a stretch without one end stands for that end being open
  each(and(new Uint32Array(among), columns.knownIn(key)), (doc) => {
    const from = low[doc]!;
    const to = high[doc]!;
    if ((Number.isNaN(from) || from <= max) && (Number.isNaN(to) || to >= min)) set(bits, doc);
  });
  return orUnknown === true ? or(bits, andNot(new Uint32Array(among), columns.knownIn(key))) : bits;
};

export const intersect = (bits: Bits, filters: Iterable<Bits>): Bits => {
  const result = new Uint32Array(bits);
  for (const filter of filters) and(result, filter);
  return result;
};
