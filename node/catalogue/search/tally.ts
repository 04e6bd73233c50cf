import type { Bits } from './bitset.ts';
import { count, countBoth, each } from './bitset.ts';
import type { Columns } from './columns.ts';
import type { FacetKey } from './facet-keys.ts';

export type FacetCounts = { readonly values: readonly { readonly value: string; readonly count: number }[]; readonly notStated: number };

/** Number of hits per facet value. Few hits: their lists are read; many: whole words of the value's bit set are counted, and only open facets are read record by record. */
export const tally = (columns: Columns, hits: Bits, total: number): Int32Array => {
  const counts = new Int32Array(columns.values.length);
  if (total * 12 < columns.size) {
    each(hits, (doc) => columns.all.tally(doc, counts));
    return counts;
  }
  each(hits, (doc) => columns.open.tally(doc, counts));
  for (const value of columns.values) if (value?.dense !== undefined) counts[value.id] = countBoth(value.dense, hits);
  return counts;
};

/** The counts of one facet, biggest first; selected values are always among them.
 *  @param limit how many values an open facet lists */
export const facetCounts = (columns: Columns, facet: FacetKey, counts: Int32Array, hits: Bits, total: number, selected: ReadonlySet<string>, limit: number): FacetCounts => {
  const values: { value: string; count: number }[] = [];
  for (const [value, id] of columns.facets.get(facet) ?? []) {
    const n = counts[id]!;
    if (n > 0 || selected.has(value)) values.push({ value, count: n });
  }
  values.sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1));
  const shown = values.slice(0, limit);
  for (const late of values.slice(limit)) if (selected.has(late.value)) shown.push(late);
  const stated = columns.stated.get(facet);
  return { values: shown, notStated: total - (stated === undefined ? 0 : countBoth(stated, hits)) };
};

export const sizeOf = count;
