import type { Bits } from './bitset.ts';
import { andNot, count, countBoth } from './bitset.ts';
import type { Columns } from './columns.ts';
import type { FacetKey } from './facet-keys.ts';

export type FacetCounts = { readonly values: readonly { readonly id: number; readonly value: string; readonly count: number }[]; readonly notStated: number };

const add = (columns: Columns, docs: Bits, counts: Int32Array, by: 1 | -1): void => {
  columns.counted.tally(docs, counts, by);
  columns.profiles.tally(docs, counts, by);
};

/** Counts over all public records, kept while nothing changes. */
const wholes = new WeakMap<Columns, { readonly generation: number; readonly total: number; readonly counts: Int32Array }>();
const wholeOf = (columns: Columns) => {
  const known = wholes.get(columns);
  if (known?.generation === columns.generation) return known;
  const counts = new Int32Array(columns.values.length);
  add(columns, columns.live, counts, 1);
  const whole = { generation: columns.generation, total: count(columns.live), counts };
  wholes.set(columns, whole);
  return whole;
};

/** Number of hits per facet value, by its id; hits are public records. When most records are hits, the others are counted and taken away. */
export const tally = (columns: Columns, hits: Bits, total: number): Int32Array => {
  const counts = new Int32Array(columns.values.length);
  // of few hits it is not worth knowing how many there are in all
  if (total * 4 <= columns.size) {
    add(columns, hits, counts, 1);
    return counts;
  }
  const whole = wholeOf(columns);
  if (total * 2 <= whole.total) add(columns, hits, counts, 1);
  else {
    counts.set(whole.counts);
    if (total < whole.total) add(columns, andNot(new Uint32Array(columns.live), hits), counts, -1);
  }
  return counts;
};

/** The counts of one facet with few values alone. */
export const tallyDense = (columns: Columns, facet: FacetKey, hits: Bits): Int32Array => {
  const counts = new Int32Array(columns.values.length);
  for (const id of columns.facets.get(facet)?.values() ?? []) {
    const dense = columns.values[id]?.dense;
    if (dense !== undefined) counts[id] = countBoth(dense, hits);
  }
  return counts;
};

/** The count that the last of the `limit` biggest has: an open facet has thousands of values and shows fifty, so only those are put in order. */
export const leastOfBiggest = (ids: Iterable<number>, counts: Int32Array, limit: number): number => {
  const biggest = new Int32Array(limit);
  for (const id of ids) {
    const n = counts[id]!;
    if (n <= biggest[0]!) continue;
    let at = 1;
    for (; at < limit && biggest[at]! < n; at += 1) biggest[at - 1] = biggest[at]!;
    biggest[at - 1] = n;
  }
  return Math.max(1, biggest[0]!);
};

type Counted = FacetCounts['values'][number];
const biggestFirst = (left: Counted, right: Counted): number => right.count - left.count;

/** The counts of one facet, biggest first, those alike in the order of their values; selected values are always among them.
 *  @param limit how many values are listed */
export const facetCounts = (columns: Columns, facet: FacetKey, counts: Int32Array, hits: Bits, total: number, selected: ReadonlySet<string>, limit: number): FacetCounts => {
  const ids = columns.idsOf(facet);
  const least = ids.length <= limit ? 1 : leastOfBiggest(ids, counts, limit);
  const shown: Counted[] = [];
  let alike = limit;
  if (ids.length > limit) for (const id of ids) if (counts[id]! > least) alike -= 1;
  for (const id of ids) {
    const n = counts[id]!;
    // of many holders with one hit each the first ones are shown: ids come in the order of their values
    const isShown = n > least || (n === least && alike > 0);
    if (n === least) alike -= 1;
    if (isShown || (selected.size > 0 && selected.has(columns.values[id]!.value))) shown.push({ id, value: columns.values[id]!.value, count: n });
  }
  const stated = columns.stated.get(facet);
  return { values: shown.sort(biggestFirst), notStated: total - (stated === undefined ? 0 : countBoth(stated, hits)) };
};
