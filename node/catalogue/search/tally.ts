import type { Bits } from './bitset.ts';
import { andNot, count, countBoth } from './bitset.ts';
import type { Columns } from './columns.ts';
import type { FacetKey } from './facet-keys.ts';
import { facetKeys } from './facet-keys.ts';

export type FacetCounts = { readonly values: readonly { readonly id: number; readonly value: string; readonly count: number }[]; readonly notStated: number };

/** Number of records per facet value, by its id, and per facet those that do not state it, by its place in `facetKeys`. */
export type Tally = { readonly values: Int32Array; readonly gaps: Int32Array };

const none = (columns: Columns): Tally => ({ values: new Int32Array(columns.values.length), gaps: new Int32Array(facetKeys.length) });

const add = (columns: Columns, docs: Bits, to: Tally, by: 1 | -1): Tally => {
  columns.counted.tally(docs, to.values, by);
  columns.profiles.tally(docs, to.values, by);
  columns.gaps.tally(docs, to.gaps, by);
  return to;
};

/** Counts over all public records, kept while nothing changes. */
const wholes = new WeakMap<Columns, Tally & { readonly generation: number; readonly total: number }>();
const wholeOf = (columns: Columns) => {
  const known = wholes.get(columns);
  if (known?.generation === columns.generation) return known;
  const whole = { generation: columns.generation, total: count(columns.live), ...add(columns, columns.live, none(columns), 1) };
  wholes.set(columns, whole);
  return whole;
};

/** Counts the hits, which are public records. When most records are hits, the others are counted and taken away. */
export const tally = (columns: Columns, hits: Bits, total: number): Tally => {
  // of few hits it is not worth knowing how many there are in all
  if (total * 4 <= columns.size) return add(columns, hits, none(columns), 1);
  const whole = wholeOf(columns);
  if (total * 2 <= whole.total) return add(columns, hits, none(columns), 1);
  const counts = { values: new Int32Array(whole.values), gaps: new Int32Array(whole.gaps) };
  return total === whole.total ? counts : add(columns, andNot(new Uint32Array(columns.live), hits), counts, -1);
};

/** The counts of one facet with few values alone. */
export const tallyDense = (columns: Columns, facet: FacetKey, hits: Bits, total: number): Tally => {
  const counts = none(columns);
  for (const id of columns.idsOf(facet)) {
    const dense = columns.values[id]?.dense;
    if (dense !== undefined) counts.values[id] = countBoth(dense, hits);
  }
  const stated = columns.stated.get(facet);
  counts.gaps[facetKeys.indexOf(facet)] = total - (stated === undefined ? 0 : countBoth(stated, hits));
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
export const facetCounts = (columns: Columns, facet: FacetKey, { values: counts, gaps }: Tally, selected: ReadonlySet<string>, limit: number): FacetCounts => {
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
  return { values: shown.sort(biggestFirst), notStated: gaps[facetKeys.indexOf(facet)]! };
};
