import { textIn } from '../../../core/languages.ts';
import type { Db } from '../../storage/db.ts';
import type { Concept } from './concepts.ts';
import { fold } from './parse-query.ts';
import { namesBeginning, titlesOf } from './posting-store.ts';
import type { SearchIndex } from './search.ts';

export type Suggestion = { readonly text: string; readonly kind: 'title' | 'holder' | 'concept'; readonly lang: string; readonly list?: string; readonly value?: string; readonly facet?: string };
const limit = 10;

/** Suggestions while typing, from 2 characters: concepts of the lists by any of their labels, then titles and holders (catalogue.md §8). */
export const createSuggest = (db: Db, concepts: readonly Concept[], index: Pick<SearchIndex, 'titlesBeginning' | 'holdersBeginning'>) => {
  const labels = concepts.flatMap((concept) => Object.values(concept.labels).map((label) => ({ concept, folded: fold(label) })));
  /** Frequent beginnings are met at once among the titles in memory; rare ones are few and the database's index has them. */
  const namesFor = async (text: string, start: string, reader: string) => {
    const docs = await index.titlesBeginning(start, limit);
    if (docs.length < limit) return namesBeginning(db, text, limit);
    const holders = index.holdersBeginning(start, 3).map((name) => ({ kind: 'holder', name, lang: reader }));
    const begins = (name: string): boolean => fold(name).split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(start)) || fold(name).includes(start);
    return [...holders, ...(await titlesOf(db, docs)).filter(({ name }) => begins(name))];
  };
  return async (typed: string, reader: string): Promise<readonly Suggestion[]> => {
    const text = typed.trim().slice(0, 100);
    if (text.length < 2) return [];
    const start = fold(text);
    const found = new Map<string, Suggestion>();
    for (const { concept, folded } of labels) {
      if (found.size >= 3) break;
      if (folded.startsWith(start) || (start.length >= 4 && folded.includes(` ${start}`))) {
        const label = textIn(concept.labels, reader);
        if (label !== undefined) found.set(concept.iri, { text: label.text, kind: 'concept', lang: label.lang, list: concept.list, value: concept.iri, facet: concept.facet });
      }
    }
    for (const name of await namesFor(text, start, reader)) if (found.size < limit) found.set(`${name.kind} ${name.name}`, { text: name.name, kind: name.kind as 'title' | 'holder', lang: name.lang });
    return [...found.values()];
  };
};
