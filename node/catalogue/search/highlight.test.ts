import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fragment, rangesIn } from './highlight.ts';

const word = fc.constantFrom('cancer', 'Cancers', 'cancer-free', 'U07.1', 'data', 'database', 'a', '.', ',', 'precancer', '--', 'Data.', 'can');
const words = fc.array(fc.record({ word: fc.constantFrom('cancer', 'data', 'u07', 'can', 'Data'), stems: fc.array(fc.constantFrom('cancer', 'databas', 'data'), { maxLength: 2 }) }), { maxLength: 3 });

describe('marked words', () => {
  it('are found in plain text as in text with accents', () => {
    fc.assert(fc.property(fc.array(word, { maxLength: 12 }), words, (list, wanted) => {
      const text = list.join(' ');
      expect(rangesIn(text, wanted)).toEqual(rangesIn(`é ${text}`, wanted).map(([from, to]) => [from - 2, to - 2]));
    }), { numRuns: 300 });
  });
  it('are whole words, with their endings, and never parts of others', () => {
    const marked = (text: string, typed: string, ...stems: string[]) => rangesIn(text, [{ word: typed, stems }]).map(([from, to]) => text.slice(from, to));
    expect(marked('Precancer, cancer and Cancers.', 'cancer', 'cancer')).toEqual(['cancer', 'Cancers']);
    expect(marked('Registre des données de santé', 'donnees')).toEqual(['données']);
    expect(marked('codes U07.1 and U08', 'U07')).toEqual(['U07.1']);
  });
  it('stand near the beginning of the stretch that is shown', () => {
    const text = `${'lead '.repeat(100)}cancer tail`;
    expect(fragment(text, [{ word: 'cancer', stems: [] }])?.text).toContain('cancer');
    expect(fragment(text, [{ word: 'nothing', stems: [] }])).toBeUndefined();
  });
});
