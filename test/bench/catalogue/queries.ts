import type { Random } from './words.ts';
import { pick, randomOf, wordAt, zipf } from './words.ts';

// the same for every size: forty words that stand in a large part of all records, and some hundred that stand in few
const common = Array.from({ length: 40 }, (_, n) => wordAt(n));
const rareWords = Array.from({ length: 400 }, (_, n) => wordAt(2_000 + Math.floor(randomOf(n)() * 15_000)));
const rare = (random: Random): string => pick(random, rareWords);

const between = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low));
const filters: readonly ((random: Random) => string)[] = [
  () => 'healthTheme=CANCER_DISEASE', () => 'accessLevel=RESTRICTED', () => 'node=FI', () => 'healthCategory=EHRS', () => 'hasVariables=yes',
  (random) => `individualsMin=${between(random, 500, 2_500)}`, (random) => `recordsMin=${between(random, 1_000, 4_000)}`,
  (random) => `periodFrom=${between(random, 1990, 2012)}&periodTo=${between(random, 2012, 2022)}`, (random) => `ageMin=${between(random, 0, 60)}&ageMax=${between(random, 60, 100)}&individualsMin=${between(random, 0, 500)}`,
  (random) => `holder=Holder+${between(random, 0, 2_000)}`,
];

const drawn = (random: Random, n: number, filtered: boolean): string => {
  const words = [pick(random, common), rare(random), `${pick(random, common)} ${zipf(random)}`, `${rare(random)} ${pick(random, common)}`][n % 4]!;
  const filter = filtered ? `&${pick(random, filters)(random)}` : '';
  return `/api/v1/search?q=${encodeURIComponent(words)}${filter}`;
};

/** Searches that all differ in words or filters: a quarter one common word, a quarter one rare word, half two words; one in three with a filter. There are only forty common
 *  words: one that was asked before is asked again with a filter. */
export const unrepeated = (count: number, seed = 42): readonly string[] => {
  const random = randomOf(seed);
  const asked = new Set<string>();
  for (let n = 0; asked.size < count; n += 1) {
    const plain = drawn(random, n, n % 3 === 0);
    // a rare pair may be drawn twice, a common word will be
    let one = plain;
    for (let tries = 0; asked.has(one) && tries < 20; tries += 1) one = drawn(random, n, true);
    asked.add(one);
  }
  return [...asked];
};

/** What people do with a result: half of the requests are searches that were not asked before, the others turn a page of the one before, sort it anew or ask it again. */
export const withRepeats = (count: number, seed = 43): readonly string[] => {
  const random = randomOf(seed);
  const again = ['&page=2', '&page=3', '&sort=modified', '&sort=title', ''];
  return unrepeated(Math.ceil(count / 2), seed).flatMap((path) => [path, `${path}${pick(random, again)}`]);
};

/** What is typed into the search field, letter by letter: beginnings of two to seven letters of many words, of titles and of holders. */
export const typed = (count: number): readonly string[] => {
  const random = randomOf(44);
  const texts = Array.from({ length: count }, (_, n) => (n % 10 === 0 ? `holder ${between(random, 1, 200)}` : zipf(random).slice(0, between(random, 2, 8))));
  return texts.map((text) => `/api/v1/suggest?q=${encodeURIComponent(text)}`);
};
