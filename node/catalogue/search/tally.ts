import type { Bits } from './bitset.ts';
import { andNot, count, countBoth, each } from './bitset.ts';
import type { Columns } from './columns.ts';
import type { FacetKey } from './facet-keys.ts';

export type FacetCounts = { readonly values: readonly { readonly value: string; readonly count: number }[]; readonly notStated: number };

/** Counts of the open facets over all public records, kept while nothing changes. */
const wholes = new WeakMap<Columns, { readonly generation: number; readonly total: number; readonly counts: Int32Array }>();
const wholeOf = (columns: Columns) => {
  const known = wholes.get(columns);
  if (known?.generation === columns.generation) return known;
  const counts = new Int32Array(columns.values.length);
  each(columns.live, (doc) => columns.open.tally(doc, counts));
  const whole = { generation: columns.generation, total: count(columns.live), counts };
  wholes.set(columns, whole);
  return whole;
};

/** Open facets are read record by record: when most records are hits, the others are read and taken away. */
const tallyOpen = (columns: Columns, hits: Bits, total: number, counts: Int32Array): void => {
  const whole = wholeOf(columns);
  if (total * 2 <= whole.total) {
    each(hits, (doc) => columns.open.tally(doc, counts));
    return;
  }
  counts.set(whole.counts);
  if (total < whole.total) each(andNot(new Uint32Array(columns.live), hits), (doc) => columns.open.tally(doc, counts, -1));
};

/** Number of hits per facet value; hits are public records. Few hits: their lists are read; many: whole words of the value's bit set are counted, and only open
 *  facets are read record by record. */
export const tally = (columns: Columns, hits: Bits, total: number): Int32Array => {
  const counts = new Int32Array(columns.values.length);
  // reading lists costs some thirty steps a record, counting bits some ten a position
  if (total * 4 < columns.size) {
    each(hits, (doc) => columns.all.tally(doc, counts));
    return counts;
  }
  tallyOpen(columns, hits, total, counts);
  for (const value of columns.values) if (value?.dense !== undefined) counts[value.id] = countBoth(value.dense, hits);
  return counts;
};

type Counted = { readonly value: string; readonly count: number };
const biggestFirst = (left: Counted, right: Counted): number => right.count - left.count || (left.value < right.value ? -1 : 1);

/** The count that the last of the `limit` biggest has: an open facet has thousands of values and shows fifty, so only those are put in order. */
const leastOfBiggest = (ids: Iterable<number>, counts: Int32Array, limit: number): number => {
  const found: number[] = [];
  for (const id of ids) if (counts[id]! > 0) found.push(counts[id]!);
  return found.length <= limit ? 1 : (Int32Array.from(found).sort()[found.length - limit] ?? 1);
};

/** The counts of one facet, biggest first; selected values are always among them.
 *  @param limit how many values an open facet lists */
export const facetCounts = (columns: Columns, facet: FacetKey, counts: Int32Array, hits: Bits, total: number, selected: ReadonlySet<string>, limit: number): FacetCounts => {
  const known = columns.facets.get(facet) ?? new Map<string, number>();
  const least = known.size <= limit ? 1 : leastOfBiggest(known.values(), counts, limit);
  const values: Counted[] = [];
  for (const [value, id] of known) {
    const n = counts[id]!;
    if (n >= least || (selected.size > 0 && selected.has(value))) values.push({ value, count: n });
  }
  values.sort(biggestFirst);
  const shown = values.slice(0, limit);
  for (const late of values.slice(limit)) if (selected.has(late.value)) shown.push(late);
  const stated = columns.stated.get(facet);
  return { values: shown, notStated: total - (stated === undefined ? 0 : countBoth(stated, hits)) };
};

export const sizeOf = count;
