// Positions per term, read from PostgreSQL's full-text index once and kept while they are used. A changed record corrects the kept lists from its own terms,
// so a list never has to be read twice; when very much changed at once, all are dropped.
import type { Db } from '../../storage/db.ts';
import type { Bits } from './bitset.ts';
import { bitsFor, set } from './bitset.ts';
import type { Alternatives, TermClass } from './posting-store.ts';
import { readPosting, termClasses, termsOfClassRow } from './posting-store.ts';
import { termsOfDocs } from './row-store.ts';

type Posting = { readonly alternatives: Alternatives; readonly prefix: boolean; readonly lists: Record<TermClass, Int32Array> };

const numbersOf = (buffer: Buffer | null): Int32Array => {
  if (buffer === null) return new Int32Array(0);
  const list = new Int32Array(buffer.length / 4);
  for (let i = 0; i < list.length; i += 1) list[i] = buffer.readInt32BE(i * 4);
  return list;
};

const holds = (posting: Posting, terms: ReadonlySet<string>): boolean =>
  posting.alternatives.some((list) => list.every((lexeme) => (posting.prefix ? [...terms].some((term) => term.startsWith(lexeme)) : terms.has(lexeme))));

export class Postings {
  private readonly kept = new Map<string, Posting>();
  private weight = 0;
  private readonly db: Db;
  private readonly maxPositions: number;

  /** @param maxPositions how many positions are kept in all; 16 million are 64 MB */
  constructor(db: Db, maxPositions = 16_000_000) {
    this.db = db;
    this.maxPositions = maxPositions;
  }

  clear(): void {
    this.kept.clear();
    this.weight = 0;
  }

  private remember(key: string, posting: Posting): void {
    this.kept.set(key, posting);
    this.weight += sizeOf(posting);
    for (const [oldest, old] of this.kept) {
      if (this.weight <= this.maxPositions || oldest === key) break;
      this.kept.delete(oldest);
      this.weight -= sizeOf(old);
    }
  }

  async of(alternatives: Alternatives, prefix: boolean): Promise<Posting['lists']> {
    const key = JSON.stringify([alternatives, prefix]);
    const known = this.kept.get(key);
    if (known !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known.lists;
    }
    const raw = await readPosting(this.db, alternatives, prefix);
    const lists = Object.fromEntries(termClasses.map((name) => [name, numbersOf(raw[name])])) as Record<TermClass, Int32Array>;
    this.remember(key, { alternatives, prefix, lists });
    return lists;
  }

  /** Corrects the kept lists after records changed or went. */
  async correct(docs: readonly number[]): Promise<void> {
    if (this.kept.size === 0) return;
    if (docs.length > 2_000) {
      this.clear();
      return;
    }
    const rows = await termsOfDocs(this.db, docs);
    const changed = new Set(docs);
    const terms = rows.map((row) => ({ doc: row.doc, sets: termsOfClassRow(row) }));
    for (const posting of this.kept.values())
      for (const name of termClasses) {
        const rest = posting.lists[name].filter((doc) => !changed.has(doc));
        const more = terms.filter(({ sets }) => holds(posting, sets[name])).map(({ doc }) => doc);
        posting.lists[name] = more.length === 0 ? rest : Int32Array.from([...rest, ...more]);
      }
  }
}

const sizeOf = (posting: Posting): number => termClasses.reduce((sum, name) => sum + posting.lists[name].length, 64);

export const bitsOf = (list: Iterable<number>, size: number): Bits => {
  const bits = bitsFor(size);
  for (const doc of list) if (doc < size) set(bits, doc);
  return bits;
};
