import { sql } from 'kysely';
import type { Tx } from '../../storage/db.ts';
import type { SearchRow, TextPart } from './row.ts';

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

export type PutRow = { readonly doc: number; readonly recordId: string; readonly row: SearchRow };
type FacetId = { readonly id: number; readonly facet: string; readonly value: string };

const keyOf = (facet: string, value: string): string => `${facet} ${value}`;

/** Ids of facet values, made where there is none yet. */
const facetIds = async (tx: Tx, rows: readonly PutRow[]): Promise<(pair: readonly [string, string]) => number> => {
  const pairs = [...new Map(rows.flatMap(({ row }) => row.pairs.map((pair) => [keyOf(...pair), pair] as const))).values()];
  const wanted = sql`unnest(${pairs.map(([facet]) => facet)}::text[], ${pairs.map(([, value]) => value)}::text[]) w(facet, value)`;
  const known = async (): Promise<Map<string, number>> =>
    new Map((await sql<FacetId>`select f.id, f.facet, f.value from ${wanted} join catalogue_facet_value f on f.facet = w.facet and f.value = w.value`.execute(tx)).rows.map((one) => [keyOf(one.facet, one.value), one.id]));
  let ids = await known();
  if (ids.size < pairs.length) {
    await sql`insert into catalogue_facet_value (facet, value) select w.facet, w.value from ${wanted} where not exists (select 1 from catalogue_facet_value f where f.facet = w.facet and f.value = w.value) on conflict do nothing`.execute(tx);
    ids = await known();
  }
  return ([facet, value]) => {
    const id = ids.get(keyOf(facet, value));
    if (id === undefined) throw new Error(`no id for a value of ${facet}`);
    return id;
  };
};

const putNames = async (tx: Tx, rows: readonly PutRow[]): Promise<void> => {
  const names = rows.flatMap(({ doc, row }) => row.names.map((name) => ({ doc, ...name })));
  await sql`delete from catalogue_name where doc = any(${rows.map((one) => one.doc)}::integer[])`.execute(tx);
  await sql`
    with named as materialized (select n.*, catalogue_fold(n.name) as folded from unnest(${names.map((n) => n.doc)}::integer[], ${names.map((n) => n.k)}::text[], ${names.map((n) => n.l)}::text[], ${names.map((n) => n.t)}::text[]) n(doc, kind, lang, name)),
      put as (insert into catalogue_name (doc, kind, lang, name, folded) select doc, kind, lang, name, folded from named)
    insert into catalogue_word (word) select distinct w from named n, regexp_split_to_table(n.folded, '[^[:alpha:]]+') w
      where length(w) between 4 and 40 and not exists (select 1 from catalogue_word known where known.word = w) on conflict do nothing`.execute(tx);
};

const putTerms = async (tx: Tx, rows: readonly PutRow[]): Promise<void> => {
  const values = rows.map(({ doc, row }) => {
    const texts = joined(row.parts);
    return sql`(${doc}::integer, ${texts.map((one) => one.w)}::text[], ${texts.map((one) => one.l)}::text[], ${texts.map((one) => one.t)}::text[])`;
  });
  await sql`select count(catalogue_put_terms(v.doc, v.weights, v.langs, v.texts)) from (values ${sql.join(values)}) v(doc, weights, langs, texts)`.execute(tx);
};

/** Puts or replaces the search rows of public records in a handful of statements, however many records. The caller holds the catalogue's lock. */
export const putSearchRows = async (tx: Tx, rows: readonly PutRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const idOf = await facetIds(tx, rows);
  const values = rows.map(({ doc, recordId, row }) => {
    const facets = [...new Set(row.pairs.map(idOf))].sort((l, r) => l - r);
    return sql`(${doc}::integer, ${recordId}::uuid, ${facets}::integer[], ${row.numbers as (number | null)[]}::double precision[], ${row.langs as string[]}::text[], ${row.titleSort}, ${JSON.stringify(row.summary)}::jsonb)`;
  });
  await sql`insert into catalogue_search (doc, record_id, change, live, facets, numbers, langs, title_sort, summary)
    select v.doc, v.record, nextval('catalogue_change'), true, v.facets, v.numbers, v.langs, v.title, v.summary from (values ${sql.join(values)}) v(doc, record, facets, numbers, langs, title, summary)
    on conflict (doc) do update set change = excluded.change, live = true, facets = excluded.facets, numbers = excluded.numbers, langs = excluded.langs, title_sort = excluded.title_sort, summary = excluded.summary`.execute(tx);
  await putTerms(tx, rows);
  await putNames(tx, rows);
};
