import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsFor, set, type Bits } from './bitset.ts';
import { Columns } from './columns.ts';
import { best, contenders, scorer, type TermBits } from './rank.ts';

const size = 200;
const bitsOf = (list: readonly number[]): Bits => {
  const bits = bitsFor(size);
  for (const at of list) set(bits, at);
  return bits;
};
const docs = fc.uniqueArray(fc.integer({ min: 1, max: size - 1 }), { maxLength: 120 });
const term: fc.Arbitrary<TermBits> = fc.record({ a: docs, b: docs, c: docs, v: docs, d: docs }).map(({ a, b, c, v, d }) => ({ a: bitsOf(a), b: bitsOf(b), c: bitsOf(c), v: bitsOf(v), d: bitsOf(d) }));

const columnsWithScores = (scores: readonly number[]): Columns => {
  const columns = new Columns();
  for (const [at, score] of scores.entries()) columns.apply({ doc: at + 1, change: at + 1, live: true, facets: [], numbers: [null, null, null, null, null, null, 2020 + (at % 7), score, null], title_sort: `t${at % 5}`, langs: [] });
  return columns;
};

describe('ranking', () => {
  it('finds the same best records among the contenders as among all hits', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: size - 1, maxLength: size - 1 }), docs, fc.array(term, { maxLength: 3 }), fc.option(docs, { nil: undefined }), fc.integer({ min: 1, max: 30 }), (scores, found, terms, exact, wanted) => {
      const columns = columnsWithScores(scores);
      const hits = bitsOf(found);
      const known = exact === undefined ? undefined : bitsOf(exact);
      const key = scorer(columns, terms, undefined, known, 2026);
      const most = Math.min(wanted, found.length);
      expect(best(columns, contenders(hits, terms, known, most), most, key)).toEqual(best(columns, hits, most, key));
    }), { numRuns: 60 });
  });
});
