import { fold } from './parse-query.ts';

export type Range = [number, number];

const matches = (folded: string, word: string, stems: readonly string[]): boolean =>
  folded === word || folded.startsWith(word) || stems.some((stem) => folded === stem || (stem.length >= 3 && folded.startsWith(stem) && folded.length - stem.length <= 5));

/** Where the query's words stand in a text, as [start, end) pairs of UTF-16 positions; stems find inflected forms. */
export const rangesIn = (text: string, words: readonly { readonly word: string; readonly stems: readonly string[] }[]): Range[] => {
  const wanted = words.flatMap(({ word, stems }) => word.split(/\s+/).map((single) => ({ word: fold(single), stems: stems.map(fold) })));
  const ranges: Range[] = [];
  for (const found of text.matchAll(/[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*/gu)) {
    const folded = fold(found[0]);
    if (wanted.some(({ word, stems }) => word !== '' && matches(folded, word, stems))) ranges.push([found.index, found.index + found[0].length]);
  }
  return ranges;
};

/** The stretch of a longer text around its first match, cut at word ends, with the ranges moved along. */
export const fragment = (text: string, words: readonly { readonly word: string; readonly stems: readonly string[] }[], length = 240): { text: string; ranges: Range[] } | undefined => {
  const first = rangesIn(text, words)[0];
  if (first === undefined) return undefined;
  const from = Math.max(0, text.lastIndexOf(' ', Math.max(0, first[0] - length / 3)) + 1);
  const piece = text.slice(from, from + length);
  return { text: piece, ranges: rangesIn(piece, words) };
};
