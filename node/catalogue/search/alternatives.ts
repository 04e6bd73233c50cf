import type { Db } from '../../storage/db.ts';
import { alternativesOf } from './posting-store.ts';

export type AlternativesOf = (word: string, langs: readonly string[]) => ReturnType<typeof alternativesOf>;

const keptWords = 20_000;

/** What a word is in each language, asked of PostgreSQL once per word: its text configurations never change while a node runs. */
export const createAlternatives = (db: Db): AlternativesOf => {
  const kept = new Map<string, ReturnType<typeof alternativesOf>>();
  return (word, langs) => {
    const key = `${langs.join()} ${word}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const asked = alternativesOf(db, word, langs);
    if (kept.size >= keptWords) kept.delete(kept.keys().next().value ?? '');
    kept.set(key, asked);
    asked.catch(() => kept.delete(key));
    return asked;
  };
};
