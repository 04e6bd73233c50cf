import type { LangText } from '../../../core/languages.ts';
import type { FacetKey } from './facet-keys.ts';
import { fold } from './parse-query.ts';

/** A concept of a controlled list as search uses it: its labels in all languages the lists have, plus known synonyms. */
export type Concept = { readonly iri: string; readonly list: string; readonly facet: FacetKey; readonly labels: LangText; readonly synonyms?: Readonly<Record<string, readonly string[]>> };
export type ConceptHit = { readonly concept: Concept; readonly label: string; readonly lang: string; readonly word: string };

const wordsOf = (text: string): string[] => fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 3);

/** Same word but for its ending: `cancers` and `cancer`, `Krankheiten` and `Krankheit`. */
const alike = (left: string, right: string): boolean => {
  if (left === right) return true;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.length >= 4 && long.startsWith(short) && long.length - short.length <= 2;
};

type Entry = { readonly concept: Concept; readonly lang: string; readonly label: string; readonly whole: readonly string[] };

/** Looks query words up in the labels of all lists, in all their languages (catalogue.md §8, cross-language). A single word counts when it is the whole label or
 *  rare among the labels of that list: `Krebs` means Cancer, but `health` means nothing. */
export const createConceptIndex = (concepts: readonly Concept[]) => {
  const byWord = new Map<string, Entry[]>();
  const spread = new Map<string, Set<string>>();
  for (const concept of concepts) {
    const texts = [...Object.entries(concept.labels), ...Object.entries(concept.synonyms ?? {}).flatMap(([lang, words]) => words.map((word) => [lang, word] as const))];
    for (const [lang, label] of texts) {
      const whole = wordsOf(label);
      for (const word of new Set(whole)) {
        const list = byWord.get(word.slice(0, 4)) ?? [];
        list.push({ concept, lang, label, whole });
        byWord.set(word.slice(0, 4), list);
        const key = `${concept.list} ${word}`;
        spread.set(key, (spread.get(key) ?? new Set()).add(concept.iri));
      }
    }
  }
  const tellsApart = (entry: Entry, word: string): boolean => {
    const meant = entry.whole.find((known) => alike(known, word));
    if (meant === undefined) return false;
    return entry.whole.length === 1 || (entry.whole.length <= 12 && word.length >= 5 && (spread.get(`${entry.concept.list} ${meant}`)?.size ?? 0) <= 1);
  };
  return {
    /** Concepts one word stands for, best label per concept. */
    ofWord: (typed: string): readonly ConceptHit[] => {
      const found = new Map<string, ConceptHit>();
      for (const word of wordsOf(typed))
        for (const entry of byWord.get(word.slice(0, 4)) ?? [])
          if (!found.has(entry.concept.iri) && tellsApart(entry, word)) found.set(entry.concept.iri, { concept: entry.concept, label: entry.label, lang: entry.lang, word: typed });
      return [...found.values()].slice(0, 10);
    },
  };
};
export type ConceptIndex = ReturnType<typeof createConceptIndex>;
