import { sql } from 'kysely';
import type { Db, Tx } from '../../storage/db.ts';
import { kept } from '../../storage/kept-statement.ts';
import type { SearchRow, StoredSummary, TextPart } from './row.ts';

/** Texts of one weight and language as one: a vector is made per group, not per text. */
const joined = (parts: readonly TextPart[]): readonly TextPart[] => {
  const groups = new Map<string, { l: string; w: TextPart['w']; t: string[] }>();
  for (const { l, w, t } of parts) {
    const group = groups.get(`${w} ${l}`);
    if (group === undefined) groups.set(`${w} ${l}`, { l, w, t: [t] });
    else group.t.push(t);
  }
  return [...groups.values()].map(({ l, w, t }) => ({ l, w, t: t.join('\n') }));
};

const distinct = (pairs: SearchRow['pairs']): SearchRow['pairs'] => [...new Map(pairs.map((pair) => [`${pair[0]} ${pair[1]}`, pair])).values()];

/** Puts or replaces the search row of a public record. The caller holds the catalogue's lock. */
export const putSearchRow = async (tx: Tx, doc: number, recordId: string, row: SearchRow): Promise<void> => {
  const pairs = distinct(row.pairs);
  const texts = joined(row.parts);
  await sql`${kept}select catalogue_put_search(${doc}, ${recordId}, ${pairs.map(([facet]) => facet)}::text[], ${pairs.map(([, value]) => value)}::text[],
    ${row.numbers as (number | null)[]}::double precision[], ${row.langs as string[]}::text[], ${row.titleSort}, ${JSON.stringify(row.summary)}::jsonb,
    ${texts.map((one) => one.w)}::text[], ${texts.map((one) => one.l)}::text[], ${texts.map((one) => one.t)}::text[],
    ${row.names.map((one) => one.k)}::text[], ${row.names.map((one) => one.l)}::text[], ${row.names.map((one) => one.t)}::text[])`.execute(tx);
};

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

export type ChangedRow = { readonly doc: number; readonly change: number; readonly live: boolean; readonly facets: readonly number[]; readonly numbers: readonly (number | null)[]; readonly title_sort: string; readonly langs: readonly string[] };

/** Rows changed after a position, in commit order (one lock gives the positions). Uses the unique index on change. */
export const rowsChangedAfter = async (db: Db, after: number, limit: number): Promise<readonly ChangedRow[]> =>
  (await sql<ChangedRow>`select doc, change, live, facets, numbers, title_sort, langs from catalogue_search where change > ${after} order by change limit ${limit}`.execute(db)).rows;

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

/** Position of the newest committed change. Asks once for everybody who came while the last question was under way: an answer is never older than the question. */
export const createChangeWatch = (db: Db): (() => Promise<number>) => {
  const ask = async (): Promise<number> => (await sql<{ change: number | null }>`select max(change) as change from catalogue_search`.execute(db)).rows[0]?.change ?? 0;
  let running: Promise<number> | undefined;
  let waiting: Promise<number> | undefined;
  const start = (): Promise<number> => {
    running = ask().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (running === undefined) return start();
    waiting ??= running.then(() => undefined, () => undefined).then(() => {
      waiting = undefined;
      return start();
    });
    return waiting;
  };
};
