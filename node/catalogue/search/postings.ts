// Where each term stands, read from PostgreSQL's full-text index once and kept while it is used. Changed records are noted; what is kept is corrected by them when it
// is asked for again, so a change costs nothing by itself. When very much changed, all is dropped.
import type { Db } from '../../storage/db.ts';
import type { Bits } from './bitset.ts';
import { bitsFor, clear, grown, or, set } from './bitset.ts';
import type { Alternatives, TermClass } from './posting-store.ts';
import { readPosting, termClasses, termsOfClassRow } from './posting-store.ts';
import { termsOfDocs } from './row-store.ts';
import type { TermBits } from './term-bits.ts';

/** Few positions as a list, many as bits: whichever is smaller. */
type Positions = Int32Array | Bits;
type Posting = { readonly alternatives: Alternatives; readonly prefix: boolean; readonly positions: Record<TermClass, Positions>; corrected: number };
/** Where a term stands, and all of it together. */
export type Found = TermBits & { readonly any: Bits };
type Change = { readonly doc: number; readonly terms: Readonly<Record<TermClass, ReadonlySet<string>>> | undefined };

const positionsOf = (docs: readonly number[], size: number): Positions => (docs.length > size / 32 ? bitsOf(docs, size) : Int32Array.from(docs).sort());

const holds = (posting: Posting, terms: ReadonlySet<string>): boolean =>
  posting.alternatives.some((list) => list.every((lexeme) => (posting.prefix ? [...terms].some((term) => term.startsWith(lexeme)) : terms.has(lexeme))));

let noneOf = bitsFor(64);
/** No record at all: most words stand in one or two classes, and the others need no room. Shared: never written to. */
export const noBits = (size: number): Bits => {
  if (noneOf.length !== (size + 31) >>> 5) noneOf = bitsFor(size);
  return noneOf;
};

const asBits = (positions: Positions, size: number): Bits => {
  if (positions instanceof Int32Array) return positions.length === 0 ? noBits(size) : bitsOf(positions, size);
  return positions.length * 32 >= size ? positions : grown(positions, size);
};

// above this many noted changes reading again is cheaper
const mostChanges = 2_000;

export class Postings {
  private readonly kept = new Map<string, Posting>();
  private changes: Change[] = [];
  /** Goes up when all is dropped: what was being read then knows none of the changes noted since. */
  private epoch = 0;
  private reading = 0;
  private weight = 0;
  private readonly db: Db;
  private readonly maxPositions: number;

  /** @param maxPositions how many words of 32 bits are kept in all; 16 million are 64 MB */
  constructor(db: Db, maxPositions = 16_000_000) {
    this.db = db;
    this.maxPositions = maxPositions;
  }

  clear(): void {
    this.kept.clear();
    this.changes = [];
    this.epoch += 1;
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

  /** Brings what is kept of one term up to date. */
  private settle(posting: Posting, size: number): void {
    const newest = new Map(this.changes.slice(posting.corrected).map((change) => [change.doc, change.terms]));
    posting.corrected = this.changes.length;
    if (newest.size === 0) return;
    for (const name of termClasses) {
      const here = (terms: Change['terms']): boolean => terms !== undefined && holds(posting, terms[name]);
      const now = posting.positions[name];
      if (now instanceof Int32Array) posting.positions[name] = Int32Array.from([...now.filter((doc) => !newest.has(doc)), ...[...newest].filter(([, terms]) => here(terms)).map(([doc]) => doc)]).sort();
      else {
        const bits = new Uint32Array(grown(now, size));
        for (const [doc, terms] of newest) (here(terms) ? set : clear)(bits, doc);
        posting.positions[name] = bits;
      }
    }
  }

  private async read(alternatives: Alternatives, prefix: boolean, size: number): Promise<Posting> {
    const { epoch } = this;
    const noted = this.changes.length;
    this.reading += 1;
    try {
      const raw = await readPosting(this.db, alternatives, prefix);
      const positions = Object.fromEntries(termClasses.map((name) => [name, positionsOf(raw[name], size)])) as Posting['positions'];
      return { alternatives, prefix, positions, corrected: epoch === this.epoch ? noted : 0 };
    } finally {
      this.reading -= 1;
    }
  }

  /** Records that hold a term, per weight class. The sets are shared: whoever changes one copies it first. */
  async of(alternatives: Alternatives, prefix: boolean, size: () => number): Promise<Found> {
    const key = JSON.stringify([alternatives, prefix]);
    const posting = this.kept.get(key) ?? (await this.read(alternatives, prefix, size()));
    if (this.kept.delete(key)) this.weight -= sizeOf(posting);
    this.settle(posting, size());
    this.remember(key, posting);
    const bits = (name: TermClass): Bits => asBits(posting.positions[name], size());
    return withAny({ a: bits('a'), b: bits('b'), c: bits('c'), v: bits('v'), d: bits('d') });
  }

  /** Notes that records changed or went. */
  async correct(docs: readonly number[]): Promise<void> {
    if (this.kept.size === 0 && this.reading === 0) return;
    if (docs.length + this.changes.length > mostChanges) {
      this.clear();
      return;
    }
    const terms = new Map((await termsOfDocs(this.db, docs)).map((row) => [row.doc, termsOfClassRow(row)]));
    this.changes.push(...docs.map((doc) => ({ doc, terms: terms.get(doc) })));
  }
}

export const withAny = (term: TermBits): Found => {
  const any = new Uint32Array(term.c);
  for (const bits of [term.a, term.b, term.v, term.d]) if (bits !== noneOf) or(any, bits);
  return { ...term, any };
};

const sizeOf = (posting: Posting): number => termClasses.reduce((sum, name) => sum + posting.positions[name].length, 64);

export const bitsOf = (list: Iterable<number>, size: number): Bits => {
  const bits = bitsFor(size);
  for (const doc of list) if (doc < size) set(bits, doc);
  return bits;
};
