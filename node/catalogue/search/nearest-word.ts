import { fold } from './parse-query.ts';

/** Fewest changes of one letter (put, drop, replace, swap of neighbours) between two words. */
export const editDistance = (left: string, right: string): number => {
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1] ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same, swapped));
    }
    before = above;
    above = row;
  }
  return above[right.length]!;
};

// two slips of the finger in a word of five letters or more
const slips = (word: string): number => (word.length >= 5 ? 2 : 1);

/** The known word that was probably meant: few slips away, else similar by trigrams (at least 0.4, catalogue.md §8). */
export const nearest = (typed: string, candidates: readonly { readonly word: string; readonly similarity: number }[]): string | undefined => {
  const word = fold(typed);
  const rated = candidates.map((one) => ({ ...one, distance: editDistance(word, one.word) })).filter((one) => one.distance > 0 && (one.distance <= slips(word) || one.similarity >= 0.4));
  return rated.sort((l, r) => l.distance - r.distance || r.similarity - l.similarity || l.word.localeCompare(r.word))[0]?.word;
};
