import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsFor, count, each, set } from './bitset.ts';
import { Columns } from './columns.ts';
import type { FacetKey } from './facet-keys.ts';
import { notStated } from './facet-keys.ts';
import type { RangeFilter } from './range-keys.ts';
import { numberColumns } from './row.ts';
import { countFacets, countUnknown, select } from './selection.ts';

// one facet of each kind: shared by many records, few values, open
const kinds = ['accessLevel', 'healthTheme', 'keyword'] as const satisfies readonly FacetKey[];
const valuesOf = (facet: string): string[] => [1, 2, 3, 4].map((n) => `${facet}${n}`);
const all = kinds.flatMap((facet) => valuesOf(facet).map((value) => ({ facet, value })));

type Row = { readonly live: boolean; readonly facets: readonly number[]; readonly individuals: number | null; readonly minAge: number | null; readonly maxAge: number | null };
const number = fc.option(fc.integer({ min: 0, max: 9 }));
const row: fc.Arbitrary<Row> = fc.record({ live: fc.constantFrom(true, true, false), facets: fc.uniqueArray(fc.integer({ min: 1, max: all.length })), individuals: number, minAge: number, maxAge: number });
// values seldom stated differ from those everybody states: both ways of counting are met
const rows = fc.array(row, { minLength: 1, maxLength: 90 });
const filters = fc.dictionary(fc.constantFrom(...kinds), fc.array(fc.constantFrom(1, 2, 3, 4, 0), { minLength: 1, maxLength: 2 }), { maxKeys: 2 })
  .map((chosen) => new Map(Object.entries(chosen).map(([facet, places]) => [facet as FacetKey, places.map((place) => (place === 0 ? notStated : `${facet}${place}`))])));
const range: fc.Arbitrary<RangeFilter> = fc.record({ key: fc.constantFrom('individuals', 'age'), min: fc.integer({ min: 0, max: 9 }), max: fc.integer({ min: 0, max: 9 }), orUnknown: fc.boolean() })
  .map(({ orUnknown, ...one }) => ({ ...one, ...(orUnknown ? { orUnknown: true } : {}) }) as RangeFilter);
const ranges = fc.uniqueArray(range, { maxLength: 2, selector: ({ key }) => key });

const columnsOf = (list: readonly Row[]): Columns => {
  const columns = new Columns();
  for (const [at, { facet, value }] of all.entries()) columns.addFacetValue(at + 1, facet, value);
  for (const [at, { live, facets, individuals, minAge, maxAge }] of list.entries())
    columns.apply({ doc: at + 1, change: at + 1, live, facets, titles: [], numbers: numberColumns.map((column) => ({ individuals, minAge, maxAge })[column as 'minAge'] ?? null) });
  return columns;
};

const passesFacet = (one: Row, facet: FacetKey, wanted: readonly string[]): boolean => {
  const stated = one.facets.map((id) => all[id - 1]!).filter((known) => known.facet === facet).map(({ value }) => value);
  return wanted.some((value) => (value === notStated ? stated.length === 0 : stated.includes(value)));
};
const stretch = (one: Row, key: string): readonly [number | null, number | null] => (key === 'age' ? [one.minAge, one.maxAge] : [one.individuals, one.individuals]);
const isUnknown = (one: Row, key: string): boolean => stretch(one, key).every((end) => end === null);
const passesRange = (one: Row, { key, min, max, orUnknown }: RangeFilter): boolean => {
  const [from, to] = stretch(one, key);
  return isUnknown(one, key) ? orUnknown === true : (from === null || from <= max!) && (to === null || to >= min!);
};

describe('what a query selects and counts', () => {
  it('is what a look at every record finds, each facet and range counted as if it were open', () => {
    fc.assert(fc.property(rows, filters, ranges, (list, facets, asked) => {
      const columns = columnsOf(list);
      const passing = (but?: string): Row[] =>
        list.filter((one) => one.live && [...facets].every(([facet, wanted]) => facet === but || passesFacet(one, facet, wanted)) && asked.every((one_) => one_.key === but || passesRange(one, one_)));
      const selected = select(columns, columns.live, { facets, ranges: asked });
      const found: Row[] = [];
      each(selected.hits, (doc) => found.push(list[doc - 1]!));
      expect(found).toEqual(passing());
      const counted = countFacets(columns, selected, count(selected.hits), facets);
      for (const facet of kinds) {
        const open = passing(facet);
        for (const value of valuesOf(facet)) expect([facet, value, counted.get(facet)?.values.find((one) => one.value === value)?.count ?? 0]).toEqual([facet, value, open.filter((one) => passesFacet(one, facet, [value])).length]);
        expect(counted.get(facet)?.notStated).toBe(open.filter((one) => passesFacet(one, facet, [notStated])).length);
      }
      const unknown = countUnknown(columns, selected, count(selected.hits));
      for (const key of ['individuals', 'age'] as const) expect(unknown.get(key)).toBe(passing(key).filter((one) => isUnknown(one, key)).length);
    }), { numRuns: 300 });
  });

  it('lists the biggest values of an open facet, those alike in the order of their names, and always the chosen ones', () => {
    const columns = new Columns();
    for (let n = 1; n <= 70; n += 1) columns.addFacetValue(n, 'keyword', `word ${String(99 - n)}`);
    for (let n = 1; n <= 70; n += 1) columns.apply({ doc: n, change: n, live: true, facets: n === 70 ? [70] : [n, 70], titles: [], numbers: [] });
    const hits = bitsFor(columns.size);
    for (let n = 1; n <= 70; n += 1) set(hits, n);
    const { values } = countFacets(columns, { hits, without: new Map([['keyword', hits]]) }, 70, new Map([['keyword', ['word 98']]])).get('keyword')!;
    expect(values[0]).toMatchObject({ value: 'word 29', count: 70 });
    expect(values).toHaveLength(51);
    expect(values.slice(1, 50).map(({ value }) => value)).toEqual(Array.from({ length: 49 }, (_, n) => `word ${30 + n}`));
    expect(values.at(-1)).toMatchObject({ value: 'word 98', count: 1 });
  });
});
