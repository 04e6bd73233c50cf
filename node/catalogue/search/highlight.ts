import { fold, isAscii } from './parse-query.ts';

export type Range = [number, number];
export type Words = readonly { readonly word: string; readonly stems: readonly string[] }[];

type Wanted = { readonly words: readonly { readonly word: string; readonly stems: readonly string[] }[]; readonly beginnings: readonly string[]; readonly heads: ReadonlySet<string> };

const prepare = (words: Words): Wanted => {
  const list = words.flatMap(({ word, stems }) => word.split(/\s+/).map((single) => ({ word: fold(single), stems: stems.map(fold) }))).filter(({ word }) => word !== '');
  // what begins with a longer one begins with the shorter, too
  const all = [...new Set(list.flatMap(({ word, stems }) => [word, ...stems]))].filter((one) => one !== '');
  const beginnings = all.filter((one) => !all.some((other) => other !== one && one.startsWith(other)));
  return { words: list, beginnings, heads: new Set(list.flatMap(({ word, stems }) => [word, ...stems].map((one) => one.slice(0, 2)))) };
};

// one answer asks for the same words some two hundred times
const prepared = new WeakMap<Words, Wanted>();
const wantedOf = (words: Words): Wanted => {
  const known = prepared.get(words) ?? prepare(words);
  prepared.set(words, known);
  return known;
};

const matches = (folded: string, word: string, stems: readonly string[]): boolean =>
  folded === word || folded.startsWith(word) || stems.some((stem) => folded === stem || (stem.length >= 3 && folded.startsWith(stem) && folded.length - stem.length <= 5));

const pattern = /[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*/gu;

const isHit = (word: string, wanted: Wanted): boolean => {
  // most words differ in their first two letters already
  if (!wanted.heads.has(fold(word.slice(0, 2)).slice(0, 2))) return false;
  const folded = fold(word);
  return wanted.words.some((one) => matches(folded, one.word, one.stems));
};

const isAlphanumeric = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
const isInside = (text: string, at: number): boolean => {
  const before = text.charCodeAt(at - 1);
  // a dot or a hyphen between letters is part of a word: `U07.1`
  return isAlphanumeric(before) || ((before === 45 || before === 46) && isAlphanumeric(text.charCodeAt(at - 2)));
};

const asciiWord = /[a-z0-9]+(?:[.-][a-z0-9]+)*/y;

/** In a text of ASCII the beginnings of wanted words are looked for, and only the words that begin so are read. */
const rangesInAscii = (text: string, { words, beginnings }: Wanted, most: number): Range[] => {
  const lower = text.toLowerCase();
  const ranges: Range[] = [];
  for (const beginning of beginnings) {
    for (let at = lower.indexOf(beginning); at !== -1 && ranges.length < most; at = lower.indexOf(beginning, at + 1)) {
      if (isInside(lower, at)) continue;
      asciiWord.lastIndex = at;
      const word = asciiWord.exec(lower)?.[0];
      if (word !== undefined && words.some((one) => matches(word, one.word, one.stems))) ranges.push([at, at + word.length]);
    }
  }
  if (beginnings.length === 1 || ranges.length < 2) return ranges;
  ranges.sort(([l], [r]) => l - r);
  return ranges.filter(([start], at) => start !== ranges[at - 1]?.[0]);
};

/** Where the query's words stand in a text, as [start, end) pairs of UTF-16 positions; stems find inflected forms.
 *  @param most as soon as there are so many; they need not be the first ones then */
export const rangesIn = (text: string, words: Words, most = Number.POSITIVE_INFINITY): Range[] => {
  const wanted = wantedOf(words);
  const ranges: Range[] = [];
  if (wanted.words.length === 0) return ranges;
  if (isAscii(text)) return rangesInAscii(text, wanted, most);
  for (const found of text.matchAll(pattern)) {
    if (!isHit(found[0], wanted)) continue;
    ranges.push([found.index, found.index + found[0].length]);
    if (ranges.length >= most) break;
  }
  return ranges;
};

/** Whether a text holds one of the query's words. */
export const holdsWord = (text: string, words: Words): boolean => rangesIn(text, words, 1).length > 0;

/** The stretch of a longer text around its first match, cut at word ends, with the ranges moved along. */
export const fragment = (text: string, words: Words, length = 240): { text: string; ranges: Range[] } | undefined => {
  const first = rangesIn(text, words)[0];
  if (first === undefined) return undefined;
  const from = Math.max(0, text.lastIndexOf(' ', Math.max(0, first[0] - length / 3)) + 1);
  const piece = text.slice(from, from + length);
  return { text: piece, ranges: rangesIn(piece, words) };
};
