import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsFor, has, set, type Bits } from './bitset.ts';
import { Columns } from './columns.ts';
import { best, mostRelevant, scorer } from './rank.ts';
import type { TermBits } from './term-bits.ts';
import { weightAtLeast } from './weight-planes.ts';

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
  for (const [at, score] of scores.entries()) columns.apply({ doc: at + 1, change: at + 1, live: true, facets: [], numbers: [null, null, null, null, null, null, 2020 + (at % 7), score, null], titles: [`t${at % 5} ${at % 3 === 0 ? 'one two' : 'two one'}`] });
  return columns;
};

const columnsWithTitles = (titles: readonly string[]): Columns => {
  const columns = new Columns();
  for (const [at, title] of titles.entries()) columns.apply({ doc: at + 1, change: at + 1, live: true, facets: [], numbers: [], titles: title === '' ? [] : title.split('\n') });
  return columns;
};

describe('ranking', () => {
  it('finds the same best records among the contenders as by judging all hits', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: size - 1, maxLength: size - 1 }), docs, fc.array(term, { maxLength: 3 }), fc.option(docs, { nil: undefined }), fc.integer({ min: 1, max: 30 }), fc.boolean(), (scores, found, terms, exact, wanted, withPhrase) => {
      const columns = columnsWithScores(scores);
      const hits = bitsOf(found);
      const by = { terms, phrase: withPhrase ? Buffer.from('one two') : undefined, exact: exact === undefined ? undefined : bitsOf(exact), nowYear: 2026 };
      const most = Math.min(wanted, found.length);
      expect(mostRelevant(columns, hits, most, by)).toEqual(best(columns, hits, most, scorer(columns, by)));
    }), { numRuns: 200 });
  });
  it('weighs the places of 32 records at once as one by one', () => {
    fc.assert(fc.property(term, fc.integer({ min: 0, max: 10 }), (one, least) => {
      const weighs = (doc: number) => 4 * Number(has(one.b, doc)) + 2 * Number(has(one.c, doc)) + 2 * Number(has(one.v, doc)) + Number(has(one.d, doc));
      for (let block = 0; block < one.a.length; block += 1) for (let at = 0; at < 32; at += 1) expect(((weightAtLeast(one, block, least) >>> at) & 1) === 1).toBe(weighs(block * 32 + at) >= least);
    }), { numRuns: 50 });
  });
  it('puts a title with the words side by side before one that has them apart, and takes no part of a word for a word', () => {
    const columns = columnsWithTitles(['health data of the region', 'data of health', 'mental health database', 'données de santé\nsame day health data', '']);
    const all = bitsOf([1, 2, 3, 4, 5]);
    const phrase = (text: string) => best(columns, all, 5, scorer(columns, { terms: [], phrase: Buffer.from(text), exact: undefined, nowYear: 2026 }));
    expect(phrase('health data').slice(0, 2)).toEqual([4, 1]);
    expect(phrase('health data').slice(2)).toEqual([5, 2, 3]);
    // every record is alike then: by title, those without one first
    expect(phrase('ealth data')).toEqual([5, 2, 4, 1, 3]);
  });
});
