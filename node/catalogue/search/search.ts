import type { Db } from '../../storage/db.ts';
import type { Bits } from './bitset.ts';
import { count } from './bitset.ts';
import { createAlternatives } from './alternatives.ts';
import { Columns } from './columns.ts';
import type { Concept, ConceptHit } from './concepts.ts';
import { createConceptIndex } from './concepts.ts';
import type { FacetKey } from './facet-keys.ts';
import { definitionOf, facetKeys } from './facet-keys.ts';
import type { FacetFilter, RangeFilter } from './filters.ts';
import { facetBits, intersect, rangeBits } from './filters.ts';
import { similarWords } from './posting-store.ts';
import { Postings } from './postings.ts';
import { nearest } from './nearest-word.ts';
import type { Sort } from './rank.ts';
import { best, contenders, keyOf, scorer } from './rank.ts';
import { decimalYear, type StoredSummary } from './row.ts';
import { facetValuesAfter, rowsChangedAfter, summariesOf } from './row-store.ts';
import type { FacetCounts } from './tally.ts';
import { facetCounts, tally } from './tally.ts';
import { textHits } from './text-hits.ts';

export type SearchQuery = { readonly q: string; readonly lang: string; readonly facets: FacetFilter; readonly ranges: readonly RangeFilter[]; readonly sort: Sort; readonly page: number; readonly perPage: number };

export type SearchResult = {
  readonly total: number;
  readonly docs: readonly number[];
  readonly facets: ReadonlyMap<FacetKey, FacetCounts>;
  readonly concepts: readonly ConceptHit[];
  readonly words: readonly { readonly word: string; readonly stems: readonly string[] }[];
  readonly didYouMean: string | undefined;
};

export type SearchIndex = {
  find(query: SearchQuery): Promise<SearchResult>;
  summaries(docs: readonly number[]): Promise<readonly StoredSummary[]>;
  /** Takes in what was committed since; searches do it by themselves. */
  refresh(): Promise<void>;
  /** Ids of all matching records up to a limit: for exports, saved searches and FHIR. */
  matching(query: SearchQuery, limit: number): Promise<readonly number[]>;
  readonly size: () => number;
};

const batch = 5_000;
const keptResults = 500;
const keptSummaries = 5_000;
// below this many hits a misspelt word is looked for (catalogue.md §8)
const fewHits = 5;
const openFacetValues = 50;

const canonical = (query: SearchQuery): string =>
  JSON.stringify([query.q, query.lang, [...query.facets].sort(), query.ranges, query.sort, query.page, query.perPage]);

class Kept<K, V> {
  private readonly map = new Map<K, V>();
  private readonly max: number;
  constructor(max: number) {
    this.max = max;
  }
  get(key: K): V | undefined {
    const value = this.map.get(key);
    if (value !== undefined) {
      this.map.delete(key);
      this.map.set(key, value);
    }
    return value;
  }
  put(key: K, value: V): void {
    this.map.set(key, value);
    if (this.map.size > this.max) this.map.delete(this.map.keys().next().value as K);
  }
  delete(key: K): void {
    this.map.delete(key);
  }
  clear(): void {
    this.map.clear();
  }
}

/** Full-text search with facets (catalogue.md §8): PostgreSQL stems and finds words, columns in memory filter, count and sort.
 *  Reads what other processes commit, too: the change numbers of the search rows are followed. */
export const createSearchIndex = (parts: { readonly db: Db; readonly clock: { now(): string }; readonly concepts: readonly Concept[]; readonly newestChange: () => Promise<number> }): SearchIndex => {
  const columns = new Columns();
  const postings = new Postings(parts.db);
  const alternatives = createAlternatives(parts.db);
  const concepts = createConceptIndex(parts.concepts);
  const results = new Kept<string, SearchResult>(keptResults);
  const summaries = new Kept<number, StoredSummary>(keptSummaries);
  let running: Promise<void> | undefined;

  const takeIn = async (): Promise<void> => {
    for (;;) {
      const rows = await rowsChangedAfter(parts.db, columns.change, batch);
      if (rows.length === 0) return;
      for (const value of await facetValuesAfter(parts.db, columns.lastFacetId)) columns.addFacetValue(value.id, value.facet, value.value);
      for (const row of rows) {
        columns.apply(row);
        summaries.delete(row.doc);
      }
      results.clear();
      await postings.correct(rows.map((row) => row.doc));
      if (rows.length < batch) return;
    }
  };
  const refresh = async (): Promise<void> => {
    running ??= takeIn().finally(() => {
      running = undefined;
    });
    await running;
  };
  /** A search sees everything that was committed before it was asked. */
  const current = async (): Promise<void> => {
    const newest = await parts.newestChange();
    while (columns.change < newest) await refresh();
  };

  /** Records that pass everything but, for each facet with a selection, that facet itself. */
  const select = (text: Bits, query: SearchQuery): { hits: Bits; without: ReadonlyMap<FacetKey, Bits> } => {
    const filters = new Map([...query.facets].map(([facet, values]) => [facet, facetBits(columns, facet, values)] as const));
    const base = intersect(text, query.ranges.map((range) => rangeBits(columns, range)));
    const without = new Map<FacetKey, Bits>();
    for (const facet of filters.keys()) without.set(facet, intersect(base, [...filters].filter(([other]) => other !== facet).map(([, bits]) => bits)));
    return { hits: intersect(base, filters.values()), without };
  };

  const countFacets = (hits: Bits, total: number, without: ReadonlyMap<FacetKey, Bits>, query: SearchQuery): ReadonlyMap<FacetKey, FacetCounts> => {
    const shared = tally(columns, hits, total);
    const facets = new Map<FacetKey, FacetCounts>();
    for (const facet of facetKeys) {
      const definition = definitionOf(facet);
      if (definition.hidden === true) continue;
      const open = without.get(facet);
      const openTotal = open === undefined ? total : count(open);
      const counts = open === undefined ? shared : tally(columns, open, openTotal);
      facets.set(facet, facetCounts(columns, facet, counts, open ?? hits, openTotal, new Set(query.facets.get(facet) ?? []), definition.open === true ? openFacetValues : 500));
    }
    return facets;
  };

  const suggestion = async (typed: string, unknown: readonly string[]): Promise<string | undefined> => {
    let better = typed;
    for (const word of unknown) {
      const near = nearest(word, await similarWords(parts.db, word));
      if (near !== undefined) better = better.replace(word, near);
    }
    return better === typed ? undefined : better;
  };

  const find = async (query: SearchQuery): Promise<SearchResult> => {
    await current();
    const key = canonical(query);
    const known = results.get(key);
    if (known !== undefined) return known;
    const generation = columns.generation;
    const text = await textHits({ db: parts.db, columns, postings, concepts, alternatives }, query.q, query.lang);
    const { hits, without } = select(text.hits, query);
    const total = count(hits);
    const score = scorer(columns, text.terms, text.titlePhrase, text.exact, decimalYear(parts.clock.now()) ?? 0);
    const wanted = Math.min(total, query.page * query.perPage);
    const candidates = query.sort === 'relevance' ? contenders(hits, text.terms, text.exact, wanted) : hits;
    const docs = best(columns, candidates, wanted, keyOf(columns, query.sort, score)).slice((query.page - 1) * query.perPage);
    const facets = countFacets(hits, total, without, query);
    const didYouMean = total < fewHits && text.unknown.length > 0 ? await suggestion(query.q, text.unknown) : undefined;
    const result: SearchResult = { total, docs, facets, concepts: text.concepts, words: text.words, didYouMean };
    if (generation === columns.generation) results.put(key, result);
    return result;
  };

  return {
    find,
    refresh,
    matching: async (query, limit) => {
      await current();
      const text = await textHits({ db: parts.db, columns, postings, concepts, alternatives }, query.q, query.lang);
      const { hits } = select(text.hits, query);
      const score = scorer(columns, text.terms, text.titlePhrase, text.exact, decimalYear(parts.clock.now()) ?? 0);
      return best(columns, hits, Math.min(limit, count(hits)), keyOf(columns, query.sort, score));
    },
    summaries: async (docs) => {
      const missing = docs.filter((doc) => summaries.get(doc) === undefined);
      if (missing.length > 0) for (const [doc, summary] of await summariesOf(parts.db, missing)) summaries.put(doc, summary);
      return docs.map((doc) => summaries.get(doc)).filter((summary) => summary !== undefined);
    },
    size: () => count(columns.live),
  };
};
