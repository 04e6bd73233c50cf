import type { Db } from '../../storage/db.ts';
import type { Bits } from './bitset.ts';
import { count, has } from './bitset.ts';
import { createAlternatives } from './alternatives.ts';
import { Columns } from './columns.ts';
import type { Concept, ConceptHit } from './concepts.ts';
import { createConceptIndex } from './concepts.ts';
import type { FacetKey } from './facet-keys.ts';
import type { FacetFilter } from './filters.ts';
import { Kept } from './kept.ts';
import { similarWords } from './posting-store.ts';
import { Postings } from './postings.ts';
import { nearest } from './nearest-word.ts';
import type { RangeFilter, RangeKey } from './range-keys.ts';
import type { Sort } from './rank.ts';
import { best, keyOf, mostRelevant } from './rank.ts';
import { decimalYear, type StoredSummary } from './row.ts';
import { facetValuesAfter, greatestDoc, rowsChangedAfter, summariesOf } from './row-store.ts';
import { countFacets, countUnknown, select } from './selection.ts';
import type { FacetCounts } from './tally.ts';
import type { TextHits } from './text-hits.ts';
import { textHits } from './text-hits.ts';

export type SearchQuery = {
  readonly q: string; readonly lang: string; readonly facets: FacetFilter; readonly ranges: readonly RangeFilter[]; readonly sort: Sort; readonly page: number; readonly perPage: number;
  /** Freshness that was asked for, and the nodes that were beside it: `facets` then holds the nodes of such freshness. */
  readonly freshness?: { readonly states: readonly string[]; readonly nodes: readonly string[] | undefined };
};

export type SearchResult = {
  readonly total: number;
  readonly docs: readonly number[];
  readonly facets: ReadonlyMap<FacetKey, FacetCounts>;
  /** Per range: records that do not state its numbers. */
  readonly unknown: ReadonlyMap<RangeKey, number>;
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
  /** Records with a word in their titles that begins so (folded): found among the first some thousand, or fewer than asked for. */
  titlesBeginning(folded: string, most: number): Promise<readonly number[]>;
  /** Names of data holders with a word that begins so (folded). */
  holdersBeginning(folded: string, most: number): readonly string[];
  readonly size: () => number;
};

/** What a query selects, whatever its order and page: people turn pages and sort anew. */
type Selection = { readonly hits: Bits; readonly total: number; readonly text: TextHits; readonly facets: ReadonlyMap<FacetKey, FacetCounts>; readonly unknown: ReadonlyMap<RangeKey, number>; readonly didYouMean: string | undefined };

const batch = 5_000;
// 32-bit words of the bit sets of remembered selections: 64 MiB, which are some thousand selections of 100,000 records or a hundred of a million
const keptSelections = 16_000_000;
const keptSummaries = 5_000;
// reading so many titles takes less than half a millisecond; beginnings with fewer than ten among them are left to the index of the database
const titlesRead = 4_000;
const keptBeginnings = 5_000;
// below this many hits a misspelt word is looked for (catalogue.md §8)
const fewHits = 5;

const selectionKey = (query: SearchQuery): string => JSON.stringify([query.q, query.lang, [...query.facets].sort(), query.ranges]);

/** Full-text search with facets (catalogue.md §8): PostgreSQL stems and finds words, columns in memory filter, count and sort.
 *  Reads what other processes commit, too: the change numbers of the search rows are followed. */
export const createSearchIndex = (parts: { readonly db: Db; readonly clock: { now(): string }; readonly concepts: readonly Concept[]; readonly newestChange: () => Promise<number> }): SearchIndex => {
  const columns = new Columns();
  const postings = new Postings(parts.db);
  const alternatives = createAlternatives(parts.db);
  const concepts = createConceptIndex(parts.concepts);
  const selections = new Kept<string, Selection>(keptSelections);
  const beginnings = new Kept<string, readonly number[]>(keptBeginnings);
  const summaries = new Kept<number, StoredSummary>(keptSummaries);
  let running: Promise<void> | undefined;

  const takeIn = async (): Promise<void> => {
    columns.reserve((await greatestDoc(parts.db)) + 1);
    let reading = rowsChangedAfter(parts.db, columns.change, batch);
    for (;;) {
      const rows = await reading;
      const last = rows.at(-1);
      if (last === undefined) return;
      // the next rows are read while these are taken in
      const isMore = rows.length === batch;
      if (isMore) reading = rowsChangedAfter(parts.db, last.change, batch);
      reading.catch(() => undefined);
      for (const value of await facetValuesAfter(parts.db, columns.lastFacetId)) columns.addFacetValue(value.id, value.facet, value.value);
      for (const row of rows) {
        columns.apply(row);
        summaries.delete(row.doc);
      }
      selections.clear();
      beginnings.clear();
      await postings.correct(rows.map((row) => row.doc));
      if (!isMore) return;
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

  const suggestion = async (typed: string, unknown: readonly string[]): Promise<string | undefined> => {
    let better = typed;
    for (const word of unknown) {
      const near = nearest(word, await similarWords(parts.db, word));
      if (near !== undefined) better = better.replace(word, near);
    }
    return better === typed ? undefined : better;
  };

  const textOf = (query: SearchQuery): Promise<TextHits> => textHits({ db: parts.db, columns, postings, concepts, alternatives }, query.q, query.lang);

  const selectionOf = async (query: SearchQuery): Promise<Selection> => {
    const key = selectionKey(query);
    const known = selections.get(key);
    if (known !== undefined) return known;
    const text = await textOf(query);
    // from here to the end of counting nothing waits: all of it is of one state
    const { generation } = columns;
    const selected = select(columns, text.hits, query);
    const total = count(selected.hits);
    const facets = countFacets(columns, selected, total, query.facets);
    const unknown = countUnknown(columns, selected, total);
    const didYouMean = total < fewHits && text.unknown.length > 0 ? await suggestion(query.q, text.unknown) : undefined;
    const selection: Selection = { hits: selected.hits, total, text, facets, unknown, didYouMean };
    // a term has up to five sets; those of common words are shared with the postings
    if (generation === columns.generation) selections.put(key, selection, selected.hits.length * (1 + 3 * text.terms.length));
    return selection;
  };

  const ranked = ({ hits, total, text }: Pick<Selection, 'hits' | 'total' | 'text'>, sort: Sort, most: number): readonly number[] => {
    const wanted = Math.min(total, most);
    if (sort !== 'relevance') return best(columns, hits, wanted, keyOf(columns, sort));
    return mostRelevant(columns, hits, wanted, { terms: text.terms, phrase: text.phrase, exact: text.exact, nowYear: decimalYear(parts.clock.now()) ?? 0 });
  };

  return {
    refresh,
    find: async (query) => {
      await current();
      const selection = await selectionOf(query);
      const docs = ranked(selection, query.sort, query.page * query.perPage).slice((query.page - 1) * query.perPage);
      return { total: selection.total, docs, facets: selection.facets, unknown: selection.unknown, concepts: selection.text.concepts, words: selection.text.words, didYouMean: selection.didYouMean };
    },
    matching: async (query, limit) => {
      await current();
      const text = await textOf(query);
      const { hits } = select(columns, text.hits, query);
      return ranked({ hits, total: count(hits), text }, query.sort, limit);
    },
    summaries: async (docs) => {
      const missing = docs.filter((doc) => summaries.get(doc) === undefined);
      const read = missing.length === 0 ? new Map<number, StoredSummary>() : await summariesOf(parts.db, missing);
      for (const [doc, summary] of read) summaries.put(doc, summary);
      return docs.map((doc) => read.get(doc) ?? summaries.get(doc)).filter((summary) => summary !== undefined);
    },
    titlesBeginning: async (folded, most) => {
      await current();
      const known = beginnings.get(folded);
      if (known !== undefined) return known;
      const text = Buffer.from(folded);
      const found: number[] = [];
      for (let doc = 1; doc < Math.min(columns.size, titlesRead) && found.length < most; doc += 1) if (has(columns.live, doc) && columns.titles.hold(doc, text, 'beginning')) found.push(doc);
      beginnings.put(folded, found);
      return found;
    },
    holdersBeginning: (folded, most) => {
      const found: string[] = [];
      for (const id of columns.idsOf('holder')) {
        const { value, folded: name } = columns.foldedValue(id);
        if (name.startsWith(folded) || name.includes(` ${folded}`)) found.push(value);
        if (found.length >= most) break;
      }
      return found;
    },
    size: () => count(columns.live),
  };
};
