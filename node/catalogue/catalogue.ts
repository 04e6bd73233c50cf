import type { Quad } from 'n3';
import type { DatasetDetail, DatasetSummary, NodeFreshness, SearchAnswer } from '../../core/api/datasets.ts';
import { AppError } from '../../core/errors.ts';
import type { LangText } from '../../core/languages.ts';
import type { Db } from '../storage/db.ts';
import type { LinkViews } from './links/prober.ts';
import type { CatalogueIdentity, CataloguePage, PageRequest } from './publish/catalogue-page.ts';
import { cataloguePage } from './publish/catalogue-page.ts';
import { detailOf, roleOf } from './publish/detail.ts';
import { alsoPublished, entityOf, quadsOf, shownIds } from './publish/page-store.ts';
import type { Representations } from './publish/representations.ts';
import { createRepresentations, isUuid } from './publish/representations.ts';
import type { Labels } from './search/answer.ts';
import { answerText, summaryFor } from './search/answer.ts';
import type { Concept } from './search/concepts.ts';
import { createFacetText } from './search/facet-text.ts';
import type { SearchParameters } from './search/read-query.ts';
import { queryOf } from './search/read-query.ts';
import { createChangeWatch } from './search/row-store.ts';
import type { SearchIndex } from './search/search.ts';
import { createSearchIndex } from './search/search.ts';
import type { Suggestion } from './search/suggest.ts';
import { createSuggest } from './search/suggest.ts';
import { publishedVersionOf, recordById, versionOf, versionsOf } from './store.ts';

/** A dataset as an application chooses and freezes it: `version` is the description version (catalogue.md §6.4). */
export type DatasetForApplication = { readonly id: string; readonly iri: string; readonly node: string; readonly title: LangText; readonly version: string; readonly hdab: string | undefined; readonly state: string };

export type CatalogueParts = {
  readonly db: Db;
  readonly clock: { now(): string; ms(): number };
  readonly identity: CatalogueIdentity;
  readonly concepts: readonly Concept[];
  readonly labels: Labels;
  readonly freshness: () => Promise<readonly NodeFreshness[]>;
  readonly countryOf: (node: string) => string;
  /** What trying the addresses of records gave. */
  readonly links?: LinkViews;
};

export type CatalogueService = {
  readonly identity: CatalogueIdentity;
  search(parameters: SearchParameters, language: string): Promise<SearchAnswer>;
  /** The same as JSON: an answer has some three hundred facet values, whose text is mostly known. */
  searchText(parameters: SearchParameters, language: string): Promise<string>;
  suggest(typed: string, language: string): Promise<readonly Suggestion[]>;
  detail(id: string, language: string): Promise<DatasetDetail>;
  page(request: PageRequest): Promise<CataloguePage>;
  forApplication(id: string): Promise<DatasetForApplication | undefined>;
  /** Public versions, newest first, with their RDF. */
  history(id: string): Promise<readonly { readonly number: number; readonly version: string; readonly at: string; readonly by: string; readonly violations: number; readonly title: string; readonly quads: string }[]>;
  /** What the feed last told about a node with an address here. */
  entity(iri: string): Promise<{ readonly graph: string; readonly version: string; readonly published: string } | undefined>;
  sitemap(most: number): ReturnType<typeof shownIds>;
  /** At most 10,000 records of a result list. */
  exportOf(parameters: SearchParameters, language: string, withRdf: boolean): Promise<{ readonly summaries: readonly DatasetSummary[]; readonly quads: readonly Quad[] }>;
  readonly newestChange: () => Promise<number>;
  readonly representations: Representations;
  readonly index: SearchIndex;
  readonly freshness: () => Promise<readonly NodeFreshness[]>;
  readonly labels: Labels;
  readonly links: LinkViews | undefined;
  readonly db: Db;
};

/** An answer asks for some five hundred labels, always of the same lists. */
const remembered = (labels: Labels): Labels => {
  const known = new Map<string, Map<string, string>>();
  return (iri, reader) => {
    const ofReader = known.get(reader) ?? new Map<string, string>();
    const found = ofReader.get(iri);
    if (found !== undefined) return found;
    const label = labels(iri, reader);
    // readers' languages are few; the bounds are for odd input
    if (known.size < 100) known.set(reader, ofReader);
    if (ofReader.size < 20_000) ofReader.set(iri, label);
    return label;
  };
};

// catalogue.md §8, export
const mostExported = 10_000;

/** The public side of the catalogue: search, pages and formats. Ingest and federation write the tables it reads. */
export const createCatalogue = (given: CatalogueParts): CatalogueService => {
  const parts = { ...given, labels: remembered(given.labels) };
  const { db } = parts;
  const newestChange = createChangeWatch(db);
  const index = createSearchIndex({ db, clock: parts.clock, concepts: parts.concepts, newestChange });
  const representations = createRepresentations({ db, newestChange });
  const suggest = createSuggest(db, parts.concepts, index);
  const facetText = createFacetText(parts.labels);

  const searchText: CatalogueService['searchText'] = async (parameters, language) => {
    const asked = parts.freshness();
    const query = queryOf(parameters, language, parameters.freshness === undefined ? [] : await asked);
    const [nodes, result] = await Promise.all([asked, index.find(query)]);
    return answerText(query, result, await index.summaries(result.docs), nodes, parts.labels, facetText(query, result.facets, nodes));
  };

  const exportOf: CatalogueService['exportOf'] = async (parameters, language, withRdf) => {
    const nodes = await parts.freshness();
    const query = queryOf(parameters, language, nodes);
    const summaries = await index.summaries(await index.matching(query, mostExported));
    const quads = withRdf ? await quadsOf(db, summaries.map((one) => one.id)) : [];
    return { summaries: summaries.map((one) => summaryFor(one, query.lang, parts.labels, { words: [], concepts: [] })), quads };
  };

  return {
    newestChange, exportOf,
    history: async (id) => {
      const { record } = await representations.head(id);
      const rows = (await versionsOf(db, id)).filter((row) => row.published_at !== null).slice(0, 50);
      const found = await Promise.all(rows.map((row) => versionOf(db, id, row.number)));
      return found.filter((row) => row !== undefined).map((row) => ({ number: row.number, version: row.version, at: row.at, by: roleOf(row.actor), violations: row.violations, title: record.title, quads: row.quads }));
    },
    entity: (iri) => entityOf(db, iri),
    sitemap: (most) => shownIds(db, most),
    identity: parts.identity, representations, index, suggest, freshness: parts.freshness, labels: parts.labels, links: parts.links, db,
    searchText,
    search: async (parameters, language) => JSON.parse(await searchText(parameters, language)) as SearchAnswer,
    detail: async (id, language) => {
      const head = await representations.head(id);
      const [nodes, versions, also, links] = await Promise.all([parts.freshness(), versionsOf(db, id), alsoPublished(db, head.record), parts.links?.facts(id, head.version.record.accessLevel)]);
      const node = nodes.find((one) => one.node === head.record.node);
      if (node === undefined) throw new Error(`no node ${head.record.node}`);
      return detailOf(head, { language, labels: parts.labels, node, country: parts.countryOf(head.record.node), publicUrl: parts.identity.url, versions, also, ...(links === undefined ? {} : { links: { on: parts.links?.on ?? false, facts: links } }) });
    },
    page: (request) => cataloguePage(db, parts.identity, request),
    forApplication: async (id) => {
      const record = isUuid(id) ? await recordById(db, id) : undefined;
      if (record === undefined) return undefined;
      if (record.shown === null && record.state !== 'withdrawn') return undefined;
      const version = record.shown === null ? await publishedVersionOf(db, id) : await versionOf(db, id, record.shown);
      if (version === undefined) return undefined;
      const hdab = version.record.hdab;
      return { id, iri: record.iri, node: record.node, title: version.record.title, version: version.version, hdab: hdab?.iri, state: record.state };
    },
  };
};

export const notFoundDataset = (id: string): AppError => new AppError('not-found', 'unknown-dataset', `There is no dataset ${id} here.`);
