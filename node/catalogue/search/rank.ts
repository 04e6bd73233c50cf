import type { Bits } from './bitset.ts';
import { and, count, each, has, or } from './bitset.ts';
import type { Columns } from './columns.ts';

export const sorts = ['relevance', 'title', 'modified', 'individuals', 'records', 'score'] as const;
export type Sort = (typeof sorts)[number];

/** Per word of the query: in which weight classes a record holds it. */
export type TermBits = { readonly a: Bits; readonly b: Bits; readonly c: Bits; readonly v: Bits; readonly d: Bits };

// PostgreSQL's own default weights for A to D; variables and codes stand with descriptions (catalogue.md §8)
const weights = { a: 1, b: 0.4, c: 0.2, v: 0.2, d: 0.1 } as const;
const allInTitle = 1.2;
const phraseInTitle = 1.15;
// quality and freshness may tip a balance, never decide: 5 % each at most
const small = 0.05;

/** How well a record fits: sum over words of the weights of the places that hold it, × small boosts. No boost by node, holder or size. */
export const scorer = (columns: Columns, terms: readonly TermBits[], titlePhrase: Bits | undefined, exact: Bits | undefined, nowYear: number): ((doc: number) => number) => {
  const quality = columns.number('score');
  const modified = columns.number('modified');
  return (doc) => {
    let sum = 0;
    let inTitle = terms.length > 0;
    for (const term of terms) {
      if (has(term.a, doc)) sum += weights.a;
      else inTitle = false;
      if (has(term.b, doc)) sum += weights.b;
      if (has(term.c, doc)) sum += weights.c;
      if (has(term.v, doc)) sum += weights.v;
      if (has(term.d, doc)) sum += weights.d;
    }
    if (terms.length === 0) sum = 1;
    if (inTitle) sum *= allInTitle;
    if (titlePhrase !== undefined && has(titlePhrase, doc)) sum *= phraseInTitle;
    const good = quality[doc]!;
    if (good > 0) sum *= 1 + (small * good) / 100;
    const age = nowYear - modified[doc]!;
    if (age < 5) sum *= 1 + small * (1 - Math.max(0, age) / 5);
    return exact !== undefined && has(exact, doc) ? sum + 1000 : sum;
  };
};

/** The hits that can be among the `wanted` best by relevance. A record with every word in its title has at least weight a times `allInTitle` per word; one with no word
 *  in its title at most the other weights with both small boosts, which is less (rank.test.ts). So when there are enough of the first kind, the second is not looked at. */
export const contenders = (hits: Bits, terms: readonly TermBits[], exact: Bits | undefined, wanted: number): Bits => {
  const [first, ...others] = terms;
  if (first === undefined) return hits;
  const allIn = and(new Uint32Array(hits), first.a);
  for (const term of others) and(allIn, term.a);
  if (count(allIn) < wanted) return hits;
  const anyIn = new Uint32Array(hits.length);
  for (const term of terms) or(anyIn, term.a);
  if (exact !== undefined) or(anyIn, exact);
  return and(anyIn, hits);
};

/** The sort key of a record, larger first; records without the value come last. */
export const keyOf = (columns: Columns, sort: Sort, score: (doc: number) => number): ((doc: number) => number) => {
  if (sort === 'relevance') return score;
  if (sort === 'title') return () => 0;
  const column = columns.number(sort);
  return (doc) => {
    const value = column[doc]!;
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
};

/** The best `wanted` records in order: key, then title, then position, so that the order is stable. A heap of that size walks the hits once. */
export const best = (columns: Columns, hits: Bits, wanted: number, key: (doc: number) => number): readonly number[] => {
  const heap: { doc: number; key: number }[] = [];
  const titles = columns.titleKey;
  const worse = (l: { doc: number; key: number }, r: { doc: number; key: number }): boolean =>
    l.key !== r.key ? l.key < r.key : titles[l.doc] !== titles[r.doc] ? titles[l.doc]! > titles[r.doc]! : l.doc > r.doc;
  const down = (from: number): void => {
    let at = from;
    for (;;) {
      const left = at * 2 + 1;
      let worst = at;
      if (left < heap.length && worse(heap[left]!, heap[worst]!)) worst = left;
      if (left + 1 < heap.length && worse(heap[left + 1]!, heap[worst]!)) worst = left + 1;
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  };
  const up = (from: number): void => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!worse(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  };
  const candidate = { doc: 0, key: 0 };
  each(hits, (doc) => {
    candidate.doc = doc;
    candidate.key = key(doc);
    if (heap.length < wanted) {
      heap.push({ ...candidate });
      up(heap.length - 1);
    } else if (wanted > 0 && worse(heap[0]!, candidate)) {
      heap[0] = { ...candidate };
      down(0);
    }
  });
  return heap.sort((l, r) => (worse(l, r) ? 1 : -1)).map((entry) => entry.doc);
};
