import type { Bits } from './bitset.ts';
import { and, andNot, count, each, or, set } from './bitset.ts';
import type { Columns } from './columns.ts';
import type { TermBits } from './term-bits.ts';
import { leastWeight, weightAtLeast } from './weight-planes.ts';

export const sorts = ['relevance', 'title', 'modified', 'individuals', 'records', 'score'] as const;
export type Sort = (typeof sorts)[number];

// PostgreSQL's own default weights for A to D in tenths; variables and codes stand with descriptions (catalogue.md §8)
export const weights = { a: 10, b: 4, c: 2, v: 2, d: 1 } as const;
const allInTitle = 1.2;
const phraseInTitle = 1.15;
// quality and freshness may tip a balance, never decide: 5 % each at most
const small = 0.05;
// above every sum of weights: 20 words of 19, boosted, stay below 600
const exactly = 10_000;

/** What relevance is judged by. */
export type Relevance = {
  readonly terms: readonly TermBits[];
  /** The words typed, folded, when their standing together in a title counts. */
  readonly phrase: Uint8Array | undefined;
  /** Records known by exactly the identifier that was typed. */
  readonly exact: Bits | undefined;
  readonly nowYear: number;
};

/** How well a record fits: sum over words of the weights of the places that hold it, × small boosts. No boost by node, holder or size.
 *  @param least a record that cannot be better than this need not be judged to the end */
export const scorer = (columns: Columns, { terms, phrase, exact, nowYear }: Relevance): ((doc: number, least?: number) => number) => {
  const quality = columns.number('score');
  const modified = columns.number('modified');
  return (doc, least = Number.NEGATIVE_INFINITY) => {
    const block = doc >>> 5;
    const place = doc & 31;
    let sum = 0;
    let inTitle = terms.length > 0;
    for (let i = 0; i < terms.length; i += 1) {
      const term = terms[i]!;
      const a = (term.a[block]! >>> place) & 1;
      if (a === 0) inTitle = false;
      sum += 10 * a + 4 * ((term.b[block]! >>> place) & 1) + 2 * (((term.c[block]! >>> place) & 1) + ((term.v[block]! >>> place) & 1)) + ((term.d[block]! >>> place) & 1);
    }
    if (terms.length === 0) sum = 10;
    if (inTitle) sum *= allInTitle;
    const good = quality[doc]!;
    if (good > 0) sum *= 1 + (small * Math.min(100, good)) / 100;
    const age = nowYear - modified[doc]!;
    if (age < 5) sum *= 1 + small * (1 - Math.max(0, age) / 5);
    if (phrase !== undefined && (inTitle || terms.length === 0) && sum * phraseInTitle >= least && columns.titles.hold(doc, phrase)) sum *= phraseInTitle;
    return exact !== undefined && ((exact[block]! >>> place) & 1) === 1 ? sum + exactly : sum;
  };
};

/** The hits that can be among the `wanted` best by relevance. A record with every word in its title has at least weight a times `allInTitle` per word; one with no word
 *  in its title at most the other weights with both small boosts, which is less (rank.test.ts). So when there are enough of the first kind, the second is not looked at. */
export const contenders = (hits: Bits, terms: readonly TermBits[], exact: Bits | undefined, wanted: number): Bits => {
  const [first, ...others] = terms;
  if (first === undefined) return new Uint32Array(hits);
  const allIn = and(new Uint32Array(hits), first.a);
  for (const term of others) and(allIn, term.a);
  if (count(allIn) < wanted) return new Uint32Array(hits);
  const anyIn = new Uint32Array(hits.length);
  for (const term of terms) or(anyIn, term.a);
  if (exact !== undefined) or(anyIn, exact);
  return and(anyIn, hits);
};

/** The sort key of a record by a number, larger first; records without the value come last. */
export const keyOf = (columns: Columns, sort: Exclude<Sort, 'relevance'>): ((doc: number) => number) => {
  if (sort === 'title') return () => 0;
  const column = columns.number(sort);
  return (doc) => {
    const value = column[doc]!;
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
};

/** The best so far, worst first: key, then title, then position, so that the order is stable. */
class Best {
  private readonly docs: number[] = [];
  private readonly keys: number[] = [];
  private readonly columns: Columns;
  private readonly wanted: number;
  constructor(columns: Columns, wanted: number) {
    this.columns = columns;
    this.wanted = wanted;
  }

  /** A record below this key is not among the best. */
  get least(): number {
    return this.docs.length < this.wanted ? Number.NEGATIVE_INFINITY : (this.keys[0] ?? Number.POSITIVE_INFINITY);
  }

  private worse(lDoc: number, lKey: number, rDoc: number, rKey: number): boolean {
    if (lKey !== rKey) return lKey < rKey;
    const byTitle = this.columns.titles.compare(lDoc, rDoc);
    return byTitle !== 0 ? byTitle > 0 : lDoc > rDoc;
  }

  offer(doc: number, key: number): void {
    const { docs, keys, wanted } = this;
    if (docs.length < wanted) {
      docs.push(doc);
      keys.push(key);
      this.up(docs.length - 1);
    } else if (wanted > 0 && key >= keys[0]! && this.worse(docs[0]!, keys[0]!, doc, key)) {
      docs[0] = doc;
      keys[0] = key;
      this.down(0);
    }
  }

  private swap(l: number, r: number): void {
    const { docs, keys } = this;
    [docs[l], docs[r]] = [docs[r]!, docs[l]!];
    [keys[l], keys[r]] = [keys[r]!, keys[l]!];
  }

  private isWorse(l: number, r: number): boolean {
    return this.worse(this.docs[l]!, this.keys[l]!, this.docs[r]!, this.keys[r]!);
  }

  private up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.isWorse(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private down(from: number): void {
    for (let at = from; ; ) {
      const left = at * 2 + 1;
      let worst = at;
      if (left < this.docs.length && this.isWorse(left, worst)) worst = left;
      if (left + 1 < this.docs.length && this.isWorse(left + 1, worst)) worst = left + 1;
      if (worst === at) return;
      this.swap(at, worst);
      at = worst;
    }
  }

  inOrder(): readonly number[] {
    const entries = this.docs.map((doc, at) => ({ doc, key: this.keys[at]! }));
    return entries.sort((l, r) => (this.worse(l.doc, l.key, r.doc, r.key) ? 1 : -1)).map((entry) => entry.doc);
  }
}

/** The best `wanted` records by a key, in order. A heap of that size walks the hits once. */
export const best = (columns: Columns, hits: Bits, wanted: number, key: (doc: number, least: number) => number): readonly number[] => {
  const found = new Best(columns, wanted);
  each(hits, (doc) => found.offer(doc, key(doc, found.least)));
  return found.inOrder();
};

// what all boosts together can add to the weights of a record with every word in its title
const mostBoost = allInTitle * (1 + small) * (1 + small);

/** Of many records with every word in their titles only those are judged whose weights can still reach the best so far: that is decided for 32 records at once. */
const offerTitles = (found: Best, docs: Bits, score: (doc: number, least: number) => number, { terms, phrase }: Relevance): void => {
  const boost = mostBoost * (phrase === undefined ? 1 : phraseInTitle);
  let least = Number.NEGATIVE_INFINITY;
  let needed = 0;
  for (let block = 0; block < docs.length; block += 1) {
    let word = docs[block]!;
    for (let i = 0; i < terms.length && needed > 0 && word !== 0; i += 1) word &= weightAtLeast(terms[i]!, block, needed);
    while (word !== 0) {
      const low = word & -word;
      word ^= low;
      const doc = (block << 5) + 31 - Math.clz32(low);
      found.offer(doc, score(doc, least));
    }
    if (found.least > least) {
      least = found.least;
      needed = leastWeight(least / boost, terms.length);
    }
  }
};

/** The best `wanted` records by relevance, in order. */
export const mostRelevant = (columns: Columns, hits: Bits, wanted: number, by: Relevance): readonly number[] => {
  const { terms, exact } = by;
  const score = scorer(columns, by);
  if (wanted === 0 || terms.length === 0) return best(columns, hits, wanted, score);
  const found = new Best(columns, wanted);
  const contending = contenders(hits, terms, exact, wanted);
  const titled = new Uint32Array(contending);
  for (const term of terms) and(titled, term.a);
  // they raise the bar for the others
  offerTitles(found, titled, score, by);
  each(andNot(contending, titled), (doc) => found.offer(doc, score(doc, found.least)));
  if (exact === undefined) return found.inOrder();
  // records found by their identifier may lack the words
  const all = and(new Uint32Array(exact), hits);
  for (const doc of found.inOrder()) set(all, doc);
  return best(columns, all, wanted, score);
};
