// The public records as columns in memory: what a query filters, counts and sorts by. One position per record (its `doc`), one bit per record and value for
// facets with few values, a list per record for those of many, and one number for the values that most records share. Filled from the search rows and kept
// current by their change numbers; nothing here is the truth.
import type { Bits } from './bitset.ts';
import { bitsFor, clear, grown, has, set } from './bitset.ts';
import type { FacetKey } from './facet-keys.ts';
import { definitionOf, facetKeys, isFacetKey } from './facet-keys.ts';
import { Lists } from './lists.ts';
import { fold } from './parse-query.ts';
import { Profiles } from './profiles.ts';
import type { RangeKey } from './range-keys.ts';
import { rangeDefinitions, rangeKeys } from './range-keys.ts';
import type { NumberColumn } from './row.ts';
import { numberColumns } from './row.ts';
import type { ChangedRow } from './row-store.ts';
import { Titles } from './titles.ts';

export type FacetValue = { readonly id: number; readonly facet: FacetKey; readonly value: string; readonly dense: Bits | undefined; readonly isShared: boolean; readonly isHidden: boolean };

const places = facetKeys.map((_, place) => place);

/** Facets with few values keep one bit set per value. */
const isDense = (facet: FacetKey): boolean => definitionOf(facet).open !== true;

export class Columns {
  size = 0;
  change = 0;
  /** Goes up with every applied change: keys of cached answers carry it. */
  generation = 0;
  live: Bits = bitsFor(64);
  readonly facets = new Map<FacetKey, Map<string, number>>();
  readonly values: (FacetValue | undefined)[] = [];
  private readonly ids = new Map<FacetKey, number[]>();
  private readonly unordered = new Set<FacetKey>();
  private readonly folded = new Map<number, string>();
  lastFacetId = 0;
  /** Values that are counted record by record; those that most records share stand in the profiles. */
  readonly counted = new Lists();
  /** Values of open facets alone: what a filter by holder or code looks for. */
  readonly open = new Lists();
  readonly profiles = new Profiles();
  /** Which facets a record does not state, as their places in `facetKeys`: few combinations, too. */
  readonly gaps = new Profiles();
  readonly titles = new Titles();
  readonly stated = new Map<FacetKey, Bits>();
  /** Records that state a range's numbers. */
  private readonly known = new Map<RangeKey, Bits>(rangeKeys.map((key) => [key, bitsFor(64)]));
  private readonly numbers = new Map<NumberColumn, Float64Array>(numberColumns.map((column) => [column, new Float64Array(64).fill(Number.NaN)]));

  addFacetValue(id: number, facet: string, value: string): void {
    if (!isFacetKey(facet)) return;
    const known = this.facets.get(facet) ?? new Map<string, number>();
    known.set(value, id);
    this.facets.set(facet, known);
    const ids = this.ids.get(facet) ?? [];
    ids.push(id);
    this.ids.set(facet, ids);
    this.unordered.add(facet);
    this.values[id] = { id, facet, value, dense: isDense(facet) ? bitsFor(this.size) : undefined, isShared: definitionOf(facet).shared === true, isHidden: definitionOf(facet).hidden === true };
    this.lastFacetId = Math.max(this.lastFacetId, id);
  }

  /** Ids of all values a facet has, in the order of the values. */
  idsOf(facet: FacetKey): readonly number[] {
    const ids = this.ids.get(facet) ?? [];
    if (this.unordered.delete(facet)) ids.sort((left, right) => (this.values[left]!.value < this.values[right]!.value ? -1 : 1));
    return ids;
  }

  /** A value as it stands and folded; folded once. */
  foldedValue(id: number): { readonly value: string; readonly folded: string } {
    const { value } = this.values[id]!;
    const folded = this.folded.get(id) ?? fold(value);
    this.folded.set(id, folded);
    return { value, folded };
  }

  knownIn(range: RangeKey): Bits {
    return this.known.get(range)!;
  }

  number(column: NumberColumn): Float64Array {
    return this.numbers.get(column)!;
  }

  /** Room for records up to this position, made at once. */
  reserve(wanted: number): void {
    if (wanted <= this.size) return;
    const size = Math.max(wanted, 64);
    this.size = size;
    this.live = grown(this.live, size);
    for (const value of this.values) if (value?.dense !== undefined) this.values[value.id] = { ...value, dense: grown(value.dense, size) };
    for (const [facet, bits] of this.stated) this.stated.set(facet, grown(bits, size));
    for (const [range, bits] of this.known) this.known.set(range, grown(bits, size));
    for (const [column, array] of this.numbers) {
      const wider = new Float64Array(size).fill(Number.NaN);
      wider.set(array);
      this.numbers.set(column, wider);
    }
    for (const part of [this.counted, this.open, this.profiles, this.gaps, this.titles]) part.reserve(size);
  }

  private forget(doc: number): void {
    for (const id of [...this.counted.of(doc), ...this.profiles.of(doc)]) {
      const value = this.values[id];
      if (value?.dense !== undefined) clear(value.dense, doc);
    }
    for (const bits of [...this.stated.values(), ...this.known.values()]) clear(bits, doc);
    clear(this.live, doc);
    for (const lists of [this.counted, this.open, this.profiles, this.gaps]) lists.put(doc, []);
    this.titles.put(doc, []);
  }

  apply(row: ChangedRow): void {
    if (row.doc >= this.size) this.reserve(Math.max(row.doc + 1, Math.ceil(this.size * 1.5)));
    // a record that was not here has nothing to forget: so it is for all of them at a start
    if (has(this.live, row.doc)) this.forget(row.doc);
    this.change = row.change;
    this.generation += 1;
    if (!row.live) return;
    set(this.live, row.doc);
    const lists: { readonly shared: number[]; readonly counted: number[]; readonly open: number[] } = { shared: [], counted: [], open: [] };
    const stated = new Set<FacetKey>();
    for (const id of row.facets) {
      const value = this.values[id];
      if (value === undefined) continue;
      stated.add(value.facet);
      if (value.isShared) lists.shared.push(id);
      else if (!value.isHidden) lists.counted.push(id);
      if (value.dense === undefined) lists.open.push(id);
      this.mark(value, row.doc);
    }
    this.profiles.put(row.doc, lists.shared);
    this.gaps.put(row.doc, places.filter((place) => !stated.has(facetKeys[place]!)));
    this.counted.put(row.doc, lists.counted);
    this.open.put(row.doc, lists.open);
    for (const [at, column] of numberColumns.entries()) this.number(column)[row.doc] = row.numbers[at] ?? Number.NaN;
    for (const [range, bits] of this.known) {
      const { from, to } = rangeDefinitions[range];
      if (!Number.isNaN(this.number(from)[row.doc]) || !Number.isNaN(this.number(to)[row.doc])) set(bits, row.doc);
    }
    this.titles.put(row.doc, row.titles);
  }

  private mark(value: FacetValue, doc: number): void {
    if (value.dense !== undefined) set(value.dense, doc);
    const stated = this.stated.get(value.facet) ?? bitsFor(this.size);
    set(stated, doc);
    this.stated.set(value.facet, stated);
  }
}
