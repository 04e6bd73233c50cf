// The public records as columns in memory: what a query filters, counts and sorts by. One position per record (its `doc`), one bit per record and value for
// facets with few values, a list per record for all. Filled from the search rows and kept current by their change numbers; nothing here is the truth.
import type { Bits } from './bitset.ts';
import { bitsFor, clear, grown, set } from './bitset.ts';
import type { FacetKey } from './facet-keys.ts';
import { definitionOf, isFacetKey } from './facet-keys.ts';
import type { NumberColumn } from './row.ts';
import { numberColumns } from './row.ts';
import type { ChangedRow } from './row-store.ts';

export type FacetValue = { readonly id: number; readonly facet: FacetKey; readonly value: string; readonly dense: Bits | undefined };

/** Room for lists of values per record: replaced lists leave garbage that is swept when it is half. */
class Lists {
  private values = new Int32Array(1024);
  private starts = new Int32Array(64);
  private lengths = new Int32Array(64);
  private end = 0;
  private garbage = 0;

  private room(doc: number, more: number): void {
    if (doc >= this.starts.length) {
      const size = Math.max(doc + 1, this.starts.length * 2);
      this.starts = resized(this.starts, size);
      this.lengths = resized(this.lengths, size);
    }
    if (this.end + more > this.values.length) this.values = resized(this.values, Math.max(this.end + more, this.values.length * 2));
  }

  put(doc: number, list: readonly number[]): void {
    this.room(doc, list.length);
    this.garbage += this.lengths[doc]!;
    this.starts[doc] = this.end;
    this.lengths[doc] = list.length;
    this.values.set(list, this.end);
    this.end += list.length;
    if (this.garbage > 100_000 && this.garbage * 2 > this.end) this.sweep();
  }

  private sweep(): void {
    const kept = new Int32Array(this.values.length);
    let end = 0;
    for (let doc = 0; doc < this.starts.length; doc += 1) {
      const start = this.starts[doc]!;
      const length = this.lengths[doc]!;
      kept.set(this.values.subarray(start, start + length), end);
      this.starts[doc] = end;
      end += length;
    }
    this.values = kept;
    this.end = end;
    this.garbage = 0;
  }

  of(doc: number): Int32Array {
    const start = this.starts[doc] ?? 0;
    return this.values.subarray(start, start + (this.lengths[doc] ?? 0));
  }

  /** Adds one (or takes one away) of `counts[value]` for every value of the record. */
  tally(doc: number, counts: Int32Array, by = 1): void {
    const start = this.starts[doc] ?? 0;
    const end = start + (this.lengths[doc] ?? 0);
    for (let i = start; i < end; i += 1) counts[this.values[i]!]! += by;
  }
}

const resized = (array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> => {
  const wider = new Int32Array(size);
  wider.set(array);
  return wider;
};

/** Facets with few values keep one bit set per value; the others are counted from the lists. */
const isDense = (facet: FacetKey): boolean => definitionOf(facet).open !== true;

export class Columns {
  size = 0;
  change = 0;
  /** Goes up with every applied change: keys of cached answers carry it. */
  generation = 0;
  live: Bits = bitsFor(64);
  readonly facets = new Map<FacetKey, Map<string, number>>();
  readonly values: (FacetValue | undefined)[] = [];
  lastFacetId = 0;
  /** Every value of a record, and those of open facets alone (what a broad query counts one by one). */
  readonly all = new Lists();
  readonly open = new Lists();
  readonly stated = new Map<FacetKey, Bits>();
  private readonly numbers = new Map<NumberColumn, Float64Array>(numberColumns.map((column) => [column, new Float64Array(64).fill(Number.NaN)]));
  titleKey = new Float64Array(64);

  addFacetValue(id: number, facet: string, value: string): void {
    if (!isFacetKey(facet)) return;
    const known = this.facets.get(facet) ?? new Map<string, number>();
    known.set(value, id);
    this.facets.set(facet, known);
    this.values[id] = { id, facet, value, dense: isDense(facet) ? bitsFor(this.size) : undefined };
    this.lastFacetId = Math.max(this.lastFacetId, id);
  }

  number(column: NumberColumn): Float64Array {
    return this.numbers.get(column)!;
  }

  private widen(doc: number): void {
    if (doc < this.size) return;
    const size = Math.max(doc + 1, Math.ceil(this.size * 1.5), 64);
    this.size = size;
    this.live = grown(this.live, size);
    for (const value of this.values) if (value?.dense !== undefined) this.values[value.id] = { ...value, dense: grown(value.dense, size) };
    for (const [facet, bits] of this.stated) this.stated.set(facet, grown(bits, size));
    for (const [column, array] of this.numbers) {
      const wider = new Float64Array(size).fill(Number.NaN);
      wider.set(array);
      this.numbers.set(column, wider);
    }
    const titles = new Float64Array(size);
    titles.set(this.titleKey);
    this.titleKey = titles;
  }

  private forget(doc: number): void {
    for (const id of this.all.of(doc)) {
      const value = this.values[id];
      if (value?.dense !== undefined) clear(value.dense, doc);
    }
    for (const bits of this.stated.values()) clear(bits, doc);
    clear(this.live, doc);
    this.all.put(doc, []);
    this.open.put(doc, []);
  }

  apply(row: ChangedRow): void {
    this.widen(row.doc);
    this.forget(row.doc);
    this.change = row.change;
    this.generation += 1;
    if (!row.live) return;
    set(this.live, row.doc);
    this.all.put(row.doc, row.facets);
    this.open.put(row.doc, row.facets.filter((id) => this.values[id]?.dense === undefined));
    for (const id of row.facets) this.mark(id, row.doc);
    for (const [at, column] of numberColumns.entries()) this.number(column)[row.doc] = row.numbers[at] ?? Number.NaN;
    this.titleKey[row.doc] = titleKeyOf(row.title_sort);
  }

  private mark(id: number, doc: number): void {
    const value = this.values[id];
    if (value === undefined) return;
    if (value.dense !== undefined) set(value.dense, doc);
    const stated = this.stated.get(value.facet) ?? bitsFor(this.size);
    set(stated, doc);
    this.stated.set(value.facet, stated);
  }
}

/** The first letters of a title as one number that sorts like them: six characters of 8 bits fit exactly below 2^53. */
export const titleKeyOf = (title: string): number => {
  let key = 0;
  const folded = title.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  for (let i = 0; i < 6; i += 1) key = key * 256 + Math.min(255, folded.charCodeAt(i) || 0);
  return key;
};
