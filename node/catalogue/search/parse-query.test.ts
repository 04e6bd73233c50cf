import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rangesIn } from './highlight.ts';
import { editDistance, nearest } from './nearest-word.ts';
import { looksLikeCode, parseQuery } from './parse-query.ts';

it('reads words, phrases, exclusions, fields and prefixes', () => {
  expect(parseQuery('heart "first stroke" -child title:Registry bronch*')).toEqual([
    { kind: 'word', text: 'heart', prefix: false, not: false, field: undefined }, { kind: 'phrase', text: 'first stroke', not: false }, { kind: 'word', text: 'child', prefix: false, not: true, field: undefined },
    { kind: 'word', text: 'Registry', prefix: false, not: false, field: 'title' }, { kind: 'word', text: 'bronch', prefix: true, not: false, field: undefined },
  ]);
});
it('takes any input', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (typed) => {
    const parts = parseQuery(typed);
    expect(parts.length).toBeLessThanOrEqual(20);
    for (const part of parts) expect(part.text).not.toBe('');
  }));
});
it('knows codes from words', () => {
  expect(['E11', 'U07.1', 'C50.9', '4A00'].map(looksLikeCode)).toEqual([true, true, true, true]);
  expect(['register', '2019-2020', 'covid'].map(looksLikeCode)).toEqual([false, false, false]);
});
it('marks inflected words, never outside the text', () => {
  expect(rangesIn('Studies of cancers', [{ word: 'study', stems: ['studi'] }, { word: 'cancer', stems: ['cancer'] }])).toEqual([[0, 7], [11, 18]]);
});
it('finds the word that was meant', () => {
  expect(editDistance('regitsry', 'registry')).toBe(1);
  expect(nearest('regitsry', [{ word: 'registry', similarity: 0.38 }, { word: 'region', similarity: 0.3 }])).toBe('registry');
  expect(nearest('abc', [{ word: 'xyz', similarity: 0.1 }])).toBeUndefined();
});
