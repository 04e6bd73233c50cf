import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Languages that have a text configuration of their own (031): looked up in a list, because a failed cast costs a subtransaction per text. */
const languages = ['da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'ga', 'hu', 'it', 'lt', 'nl', 'no', 'pt', 'ro', 'sv'];

const configFunction = async (db: Kysely<unknown>): Promise<void> => {
  const cases = sql.join(languages.map((lang) => sql`when ${sql.lit(lang)} then ${sql.lit(`ehds_${lang}`)}::regconfig`), sql` `);
  await sql`
    create or replace function catalogue_config(lang text) returns regconfig language sql immutable as $$
      select case split_part(lower(lang), '-', 1) ${cases} else 'ehds_simple'::regconfig end $$`.execute(db);
};

/** One vector per weight, made once from texts that come joined by weight and language; the ids of facet values are written only where one is new.
 *  Plans are kept for the session and were perhaps made while the tables were empty: the settings hold them to the indexes. */
const putFunction = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function catalogue_put_search(p_doc integer, p_record uuid, p_facets text[], p_values text[], p_numbers double precision[], p_langs text[], p_title text, p_summary jsonb,
      p_weights text[], p_text_langs text[], p_texts text[], p_kinds text[], p_name_langs text[], p_names text[])
    returns bigint language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
    declare
      ids integer[]; position bigint := nextval('catalogue_change'); part tsvector; folded text[];
      a tsvector := ''; b tsvector := ''; c tsvector := ''; v tsvector := ''; d tsvector := '';
    begin
      select array_agg(f.id order by f.id) into ids from unnest(p_facets, p_values) w(facet, value) join catalogue_facet_value f on f.facet = w.facet and f.value = w.value;
      if coalesce(cardinality(ids), 0) < cardinality(p_facets) then
        insert into catalogue_facet_value (facet, value) select w.facet, w.value from unnest(p_facets, p_values) w(facet, value)
          where not exists (select 1 from catalogue_facet_value f where f.facet = w.facet and f.value = w.value) on conflict do nothing;
        select coalesce(array_agg(f.id order by f.id), '{}') into ids from unnest(p_facets, p_values) w(facet, value) join catalogue_facet_value f on f.facet = w.facet and f.value = w.value;
      end if;
      for i in 1 .. cardinality(p_weights) loop
        part := to_tsvector(catalogue_config(p_text_langs[i]), p_texts[i]);
        case p_weights[i] when 'a' then a := a || part; when 'b' then b := b || part; when 'c' then c := c || part; when 'v' then v := v || part; else d := d || part; end case;
      end loop;
      insert into catalogue_search (doc, record_id, change, live, facets, numbers, langs, title_sort, summary)
        values (p_doc, p_record, position, true, coalesce(ids, '{}'), p_numbers, p_langs, p_title, p_summary)
        on conflict (doc) do update set change = excluded.change, live = true, facets = excluded.facets, numbers = excluded.numbers, langs = excluded.langs, title_sort = excluded.title_sort, summary = excluded.summary;
      insert into catalogue_terms (doc, a, b, c, v, d, phrase) values (p_doc, strip(a), strip(b), strip(c), strip(v), strip(d), a || b || c || v || d)
        on conflict (doc) do update set a = excluded.a, b = excluded.b, c = excluded.c, v = excluded.v, d = excluded.d, phrase = excluded.phrase;
      delete from catalogue_name where doc = p_doc;
      select array_agg(catalogue_fold(n) order by at) into folded from unnest(p_names) with ordinality n(n, at);
      insert into catalogue_name (doc, kind, lang, name, folded) select p_doc, n.kind, n.lang, n.name, n.folded from unnest(p_kinds, p_name_langs, p_names, folded) n(kind, lang, name, folded);
      insert into catalogue_word (word)
        select distinct w from unnest(folded) n, regexp_split_to_table(n, '[^[:alpha:]]+') w where length(w) between 4 and 40 and not exists (select 1 from catalogue_word known where known.word = w) on conflict do nothing;
      return position;
    end $$`.execute(db);
};

const longTexts = [['catalogue_version', ['quads', 'record', 'findings', 'score_detail']], ['catalogue_event', ['graph']], ['catalogue_search', ['summary']], ['catalogue_terms', ['a', 'b', 'c', 'v', 'd', 'phrase']], ['catalogue_partner_entity', ['graph']]] as const;

/** Where this PostgreSQL was built with LZ4: long texts are compressed several times faster. What is stored already stays as it is. */
const compressFaster = async (db: Kysely<unknown>): Promise<void> => {
  const { rows } = await sql<{ lz4: boolean }>`select 'lz4' = any(enumvals) as lz4 from pg_settings where name = 'default_toast_compression'`.execute(db);
  if (rows[0]?.lz4 !== true) return;
  for (const [table, columns] of longTexts) for (const column of columns) await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} set compression lz4`.execute(db);
};

/** Writing a public record with fewer and cheaper steps. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await configFunction(db);
  await compressFaster(db);
  await putFunction(db);
  await sql`drop function catalogue_put_search(integer, uuid, jsonb, double precision[], text[], text, jsonb, jsonb, jsonb)`.execute(db);
  await sql`drop function catalogue_vector(jsonb, text)`.execute(db);
  await sql`drop function catalogue_lexemes(text, text[])`.execute(db);
  // every import asks for the keys of every record: entries that wait in a list of the index would be walked each time
  await sql`alter index catalogue_record_keys set (fastupdate = off)`.execute(db);
};
