import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, countBoth, each, bitsFor, set } from './bitset.ts';
import { Columns } from './columns.ts';
import { facetBits } from './filters.ts';
import { best } from './rank.ts';
import { facetCounts, tally } from './tally.ts';

const bitsOf = (list: readonly number[], size: number) => {
  const bits = bitsFor(size);
  for (const at of list) set(bits, at);
  return bits;
};

describe('bit sets', () => {
  it('count and visit what was put in, in order', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(500)), fc.uniqueArray(fc.nat(500)), (left, right) => {
      const seen: number[] = [];
      each(bitsOf(left, 501), (at) => seen.push(at));
      expect(seen).toEqual([...left].sort((l, r) => l - r));
      expect(count(bitsOf(left, 501))).toBe(left.length);
      expect(countBoth(bitsOf(left, 501), bitsOf(right, 501))).toBe(left.filter((at) => right.includes(at)).length);
    }));
  });
});

// values 1-4 of a facet with few values, 5-8 of an open one
const columnsWith = (rows: readonly { readonly doc: number; readonly facets: readonly number[]; readonly live: boolean; readonly title: string }[]): Columns => {
  const columns = new Columns();
  for (const id of [1, 2, 3, 4]) columns.addFacetValue(id, 'accessLevel', `level${id}`);
  for (const id of [5, 6, 7, 8]) columns.addFacetValue(id, 'keyword', `word${id}`);
  for (const [at, row] of rows.entries()) columns.apply({ doc: row.doc, change: at + 1, live: row.live, facets: row.facets, numbers: [], titles: row.title === '' ? [] : [row.title] });
  return columns;
};
const rows = fc.array(fc.record({ doc: fc.integer({ min: 1, max: 60 }), facets: fc.uniqueArray(fc.integer({ min: 1, max: 8 })), live: fc.boolean(), title: fc.string({ maxLength: 4 }) }), { maxLength: 120 });

describe('columns', () => {
  it('count every facet as a walk over the newest rows would, for few and for many hits', () => {
    fc.assert(fc.property(rows, fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (list, wanted) => {
      const columns = columnsWith(list);
      const newest = new Map(list.map((row) => [row.doc, row]));
      const hits = bitsOf(wanted.filter((doc) => newest.get(doc)?.live === true), Math.max(columns.size, 64));
      const alive = wanted.filter((doc) => newest.get(doc)?.live === true);
      const counts = tally(columns, hits, alive.length);
      for (let id = 1; id <= 8; id += 1) expect(counts.values[id] ?? 0).toBe(alive.filter((doc) => newest.get(doc)?.facets.includes(id)).length);
      const facet = facetCounts(columns, 'keyword', counts, new Set(), 50);
      expect(facet.notStated).toBe(alive.filter((doc) => !newest.get(doc)?.facets.some((id) => id >= 5)).length);
    }));
  });
  it('filter by value and by not stated, and sort stably', () => {
    fc.assert(fc.property(rows, (list) => {
      const columns = columnsWith(list);
      const newest = [...new Map(list.map((row) => [row.doc, row])).values()].filter((row) => row.live);
      const of = (wanted: string[]) => {
        const found: number[] = [];
        each(facetBits(columns, 'accessLevel', wanted), (doc) => found.push(doc));
        return found;
      };
      expect(of(['level1', 'level2'])).toEqual(newest.filter((row) => row.facets.includes(1) || row.facets.includes(2)).map((row) => row.doc).sort((l, r) => l - r));
      expect(of(['not-stated'])).toEqual(newest.filter((row) => !row.facets.some((id) => id <= 4)).map((row) => row.doc).sort((l, r) => l - r));
      const key = (doc: number) => doc % 3;
      const all = best(columns, columns.live, newest.length, key);
      expect([...all].sort((l, r) => l - r)).toEqual(newest.map((row) => row.doc).sort((l, r) => l - r));
      // a page is a part of the whole order, whatever its size
      expect(best(columns, columns.live, 5, key)).toEqual(all.slice(0, 5));
    }));
  });
});
