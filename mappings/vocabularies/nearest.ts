import type { Concept } from './vocabulary.ts';
import { vocabularyNamed } from './index.ts';

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

const pairs = (text: string): Set<string> => {
  const padded = ` ${plain(text)} `;
  const found = new Set<string>();
  for (let at = 0; at < padded.length - 1; at += 1) found.add(padded.slice(at, at + 2));
  return found;
};

/** Dice's share of common letter pairs, 0 to 1: good enough for codes and labels, and cheap. */
const likeness = (left: Set<string>, right: Set<string>): number => {
  let common = 0;
  for (const pair of left) if (right.has(pair)) common += 1;
  return left.size + right.size === 0 ? 0 : (2 * common) / (left.size + right.size);
};

const prepared = new Map<string, { concept: Concept; names: Set<string>[] }[]>();
const namesOf = (list: string) => {
  const known = prepared.get(list);
  if (known !== undefined) return known;
  const made = (vocabularyNamed(list)?.concepts ?? [])
    .filter((concept) => concept.group !== true)
    .map((concept) => ({ concept, names: [concept.code.replaceAll('_', ' '), ...Object.values(concept.labels)].map(pairs) }));
  prepared.set(list, made);
  return made;
};

/** Least likeness that is worth a "did you mean". */
const threshold = 0.3;

/** Concepts of a list whose code or label, in any language, is nearest to what was given: a word, a code, or the last part of an address. Best first. */
export const nearestConcepts = (list: string, given: string, count: number): Concept[] => {
  const word = /^[a-z][a-z0-9+.-]*:/i.test(given) ? (given.split(/[/#:]/).filter(Boolean).at(-1) ?? given) : given;
  const wanted = pairs(word.replaceAll('_', ' '));
  return namesOf(list)
    .map(({ concept, names }) => ({ concept, score: Math.max(...names.map((name) => likeness(wanted, name))) }))
    .filter(({ score }) => score >= threshold)
    .sort((left, right) => right.score - left.score)
    .slice(0, count)
    .map(({ concept }) => concept);
};
