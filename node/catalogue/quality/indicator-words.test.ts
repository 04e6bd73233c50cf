import { expect, it } from 'vitest';
import { indicators } from '../score/indicators.ts';
import { indicatorWords } from './indicator-words.ts';

it('every indicator has words of its own in every language', () => {
  for (const language of ['en', 'fr', 'de']) {
    const words = indicators.map(({ id }) => indicatorWords(id, language));
    expect(words.filter((text, at) => text === indicators[at]?.id)).toEqual([]);
    expect(new Set(words).size).toBe(indicators.length);
  }
});
