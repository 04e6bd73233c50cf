import { sql } from 'kysely';
import type { Db, Tx } from '../../storage/db.ts';
import { putSearchRows } from './row-batch-store.ts';
import type { SearchRow, StoredSummary } from './row.ts';
import { sharedQuestion } from './shared-question.ts';

/** Puts or replaces the search row of a public record. The caller holds the catalogue's lock. */
export const putSearchRow = (tx: Tx, doc: number, recordId: string, row: SearchRow): Promise<void> => putSearchRows(tx, [{ doc, recordId, row }]);

/** The record is public no more; the row stays as a marker, so that running indexes hear of it. */
export const dropSearchRow = async (tx: Tx, doc: number): Promise<void> => {
  await sql`update catalogue_search set live = false, change = nextval('catalogue_change') where doc = ${doc} and live`.execute(tx);
  await sql`delete from catalogue_terms where doc = ${doc}`.execute(tx);
  await sql`delete from catalogue_name where doc = ${doc}`.execute(tx);
};

/** Shows a record in search, or keeps it out while another one stands for the same dataset. Always heard by running indexes: what is "also published by" changes, too. */
export const setFound = async (tx: Tx, doc: number, found: boolean): Promise<void> => {
  await sql`update catalogue_search set live = ${found}, change = nextval('catalogue_change') where doc = ${doc}`.execute(tx);
};

export type ChangedRow = {
  readonly doc: number; readonly change: number; readonly live: boolean; readonly facets: readonly number[]; readonly numbers: readonly (number | null)[];
  /** Folded, the main one first. */
  readonly titles: readonly string[];
};

/** `{1,2,NULL}` as PostgreSQL writes it: the general reader of arrays takes most of the time of a start with many records. */
const numbersIn = (text: string): (number | null)[] => (text.length <= 2 ? [] : text.slice(1, -1).split(',').map((one) => (one === 'NULL' ? null : Number(one))));
/** The same of whole numbers above zero, which are many: read digit by digit. */
const idsIn = (text: string): number[] => {
  const ids: number[] = [];
  let id = 0;
  for (let at = 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      id = id * 10 + code - 48;
      continue;
    }
    if (id > 0) ids.push(id);
    id = 0;
  }
  return ids;
};

/** Rows changed after a position, in commit order (one lock gives the positions). Uses the unique index on change. */
export const rowsChangedAfter = async (db: Db, after: number, limit: number): Promise<readonly ChangedRow[]> =>
  (await sql<{ doc: number; change: number; live: boolean; facets: string; numbers: string; main: string; titles: string | null }>`
    select doc, change, live, facets::text as facets, numbers::text as numbers, catalogue_fold(title_sort) as main,
      (select string_agg(folded, E'\n') from catalogue_name n where n.doc = s.doc and n.kind = 'title') as titles
    from catalogue_search s where change > ${after} order by change limit ${limit}`.execute(db)).rows.map(({ doc, change, live, facets, numbers, main, titles }) => ({
    doc, change, live, facets: idsIn(facets), numbers: numbersIn(numbers), titles: [main, ...(titles ?? '').split('\n').filter((title) => title !== '' && title !== main)],
  }));

/** The greatest position given so far. */
export const greatestDoc = async (db: Db): Promise<number> => (await sql<{ doc: number | null }>`select max(doc) as doc from catalogue_search`.execute(db)).rows[0]?.doc ?? 0;

export const facetValuesAfter = async (db: Db, after: number): Promise<readonly { readonly id: number; readonly facet: string; readonly value: string }[]> =>
  (await sql<{ id: number; facet: string; value: string }>`select id, facet, value from catalogue_facet_value where id > ${after} order by id`.execute(db)).rows;

/** Summaries by position, with the other addresses under which the same dataset is published. */
export const summariesOf = async (db: Db, docs: readonly number[]): Promise<ReadonlyMap<number, StoredSummary>> => {
  const found = await sql<{ doc: number; summary: StoredSummary; also: StoredSummary['also'] }>`
    select s.doc, s.summary, (select jsonb_agg(jsonb_build_object('node', r.node, 'iri', r.iri) order by r.created_at) from catalogue_record r where r.primary_id = s.record_id and r.shown is not null) as also
    from catalogue_search s where s.doc = any(${docs as number[]}::integer[])`.execute(db);
  return new Map(found.rows.map((row) => [row.doc, row.also === null || row.also === undefined ? row.summary : { ...row.summary, also: row.also }]));
};

/** Terms of changed rows by class, to correct cached postings. */
export const termsOfDocs = async (db: Db, docs: readonly number[]): Promise<readonly { readonly doc: number; readonly a: string[]; readonly b: string[]; readonly c: string[]; readonly v: string[]; readonly d: string[] }[]> =>
  (await sql<{ doc: number; a: string[]; b: string[]; c: string[]; v: string[]; d: string[] }>`
    select doc, tsvector_to_array(a) a, tsvector_to_array(b) b, tsvector_to_array(c) c, tsvector_to_array(v) v, tsvector_to_array(d) d from catalogue_terms where doc = any(${docs as number[]}::integer[])`.execute(db)).rows;

/** Position of the newest committed change. */
export const createChangeWatch = (db: Db): (() => Promise<number>) =>
  sharedQuestion(async () => (await sql<{ change: number | null }>`select max(change) as change from catalogue_search`.execute(db)).rows[0]?.change ?? 0);
