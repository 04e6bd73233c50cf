import { sql } from 'kysely';
import type { Quad } from 'n3';
import type { Db } from '../../storage/db.ts';
import type { StoredRecord } from '../store.ts';
import { prefixBlankNodes } from '../version/prefix-blank-nodes.ts';
import { parseStored } from './catalog-record.ts';

export type ShownRecord = StoredRecord & { readonly shown_version: string; readonly quads: string };
export type PageFilter = { readonly scope: 'own' | 'all'; readonly modifiedSince?: string };
export type PagePlace = { readonly after: { readonly at: string; readonly id: string } } | { readonly offset: number };

const scopeOf = (filter: PageFilter) => (filter.scope === 'own' ? sql`and r.origin = 'own'` : sql``);
const sinceOf = (filter: PageFilter) => (filter.modifiedSince === undefined ? sql`` : sql`and r.changed_at >= ${filter.modifiedSince}`);

/** Public records in the order of the catalogue, (published, id), with the RDF of the version the public sees. Uses the index catalogue_record_walk. */
export const shownPage = async (db: Db, filter: PageFilter, place: PagePlace, limit: number): Promise<readonly ShownRecord[]> => {
  const cursor = 'after' in place ? sql`and (r.published_at, r.id) > (${place.after.at}, ${place.after.id}::uuid)` : sql``;
  const offset = 'offset' in place ? place.offset : 0;
  return (await sql<ShownRecord>`
    select r.*, v.version as shown_version, v.quads from catalogue_record r join catalogue_version v on v.record_id = r.id and v.number = r.shown
    where r.shown is not null ${scopeOf(filter)} ${sinceOf(filter)} ${cursor} order by r.published_at, r.id limit ${limit} offset ${offset}`.execute(db)).rows;
};

export type CatalogueFacts = { readonly total: number; readonly issued: string | null; readonly modified: string | null };

export const catalogueFacts = async (db: Db, filter: PageFilter): Promise<CatalogueFacts> =>
  (await sql<CatalogueFacts>`select count(*)::int as total, min(r.published_at) as issued, max(r.changed_at) as modified from catalogue_record r where r.shown is not null ${scopeOf(filter)} ${sinceOf(filter)}`.execute(db)).rows[0] ?? { total: 0, issued: null, modified: null };

/** Ids of all public own records with their date of change: for the sitemap. */
export const shownIds = async (db: Db, limit: number): Promise<readonly { readonly id: string; readonly changed_at: string }[]> =>
  (await sql<{ id: string; changed_at: string }>`select id, changed_at from catalogue_record where shown is not null and origin = 'own' order by published_at, id limit ${limit}`.execute(db)).rows;

export const alsoPublished = async (db: Db, record: StoredRecord): Promise<readonly { readonly id: string; readonly node: string; readonly iri: string }[]> => {
  const primary = record.primary_id ?? record.id;
  return (await sql<{ id: string; node: string; iri: string }>`select id, node, iri from catalogue_record where (primary_id = ${primary} or id = ${primary}) and id <> ${record.id} and shown is not null order by created_at`.execute(db)).rows;
};

/** What the feed last told about a shared node; undefined when it is unknown or gone. */
export const entityOf = async (db: Db, iri: string): Promise<{ readonly graph: string; readonly version: string; readonly published: string } | undefined> =>
  (await sql<{ graph: string; version: string; published: string }>`select graph, version, published from catalogue_event where object = ${iri} and type <> 'Delete' and graph is not null`.execute(db)).rows[0];

/** RDF of public records, joined; blank nodes of different records are kept apart. */
export const quadsOf = async (db: Db, ids: readonly string[]): Promise<readonly Quad[]> => {
  const rows = (await sql<{ quads: string }>`select v.quads from catalogue_record r join catalogue_version v on v.record_id = r.id and v.number = r.shown where r.id = any(${ids as string[]}::uuid[])`.execute(db)).rows;
  return rows.flatMap((row, at) => parseStored(prefixBlankNodes(row.quads, `x${at}x`)));
};

/** Public own and partner records as N-Quads, page by page: to fill a store for queries. */
export const shownTexts = async (db: Db, after: string, limit: number): Promise<readonly { readonly id: string; readonly quads: string }[]> =>
  (await sql<{ id: string; quads: string }>`select r.id, v.quads from catalogue_record r join catalogue_version v on v.record_id = r.id and v.number = r.shown where r.shown is not null and r.id > ${after}::uuid order by r.id limit ${limit}`.execute(db)).rows;
