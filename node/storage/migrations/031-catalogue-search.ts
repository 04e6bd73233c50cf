import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Languages of the Union that PostgreSQL stems; the others are indexed without stemming, accents folded. */
const stemmers: Readonly<Record<string, string>> = {
  da: 'danish', de: 'german', el: 'greek', en: 'english', es: 'spanish', et: 'estonian', fi: 'finnish', fr: 'french', ga: 'irish', hu: 'hungarian',
  it: 'italian', lt: 'lithuanian', nl: 'dutch', no: 'norwegian', pt: 'portuguese', ro: 'romanian', sv: 'swedish',
};

const makeConfiguration = async (db: Kysely<unknown>, lang: string, parent: string): Promise<void> => {
  const known = await sql<{ n: number }>`select 1 as n from pg_ts_config where cfgname = ${parent}`.execute(db);
  const base = known.rows.length > 0 ? parent : 'simple';
  await sql`create text search configuration ${sql.id(`ehds_${lang}`)} (copy = ${sql.id(base)})`.execute(db);
  const dictionary = base === 'simple' ? 'simple' : `${base}_stem`;
  await sql`alter text search configuration ${sql.id(`ehds_${lang}`)}
    alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part with unaccent, ${sql.id(dictionary)}`.execute(db);
};

const textFunctions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function catalogue_config(lang text) returns regconfig language plpgsql immutable as $$
    begin
      return ('ehds_' || split_part(lower(lang), '-', 1))::regconfig;
    exception when others then
      return 'ehds_simple'::regconfig;
    end $$`.execute(db);
  // parts: [{l: language, w: 'a' 'b' 'c' 'v' 'd', t: text}]; one vector with the positions of all languages for phrases.
  await sql`
    create function catalogue_vector(parts jsonb, wanted text) returns tsvector language plpgsql stable as $$
    declare part jsonb; result tsvector := ''::tsvector;
    begin
      for part in select * from jsonb_array_elements(parts) loop
        if wanted is null or part->>'w' = wanted then
          result := result || to_tsvector(catalogue_config(part->>'l'), part->>'t');
        end if;
      end loop;
      return result;
    end $$`.execute(db);
  // What one word can be in the given languages; a stop word of the reader's own language gives nothing.
  await sql`
    create function catalogue_lexemes(word text, langs text[]) returns text[] language sql stable as $$
      select coalesce(array_agg(distinct lexeme), '{}') from unnest(langs) l, unnest(tsvector_to_array(to_tsvector(catalogue_config(l), word))) lexeme
    $$`.execute(db);
};

/** Writes everything search needs of one public record in one round trip. `pairs`: [[facet, value], …]; `names`: [{k, l, t}]. The caller holds the catalogue's lock. */
const putFunction = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function catalogue_fold(t text) returns text language sql stable as $$ select lower(unaccent(t)) $$`.execute(db);
  await sql`
    create function catalogue_put_search(p_doc integer, p_record uuid, p_pairs jsonb, p_numbers double precision[], p_langs text[], p_title text, p_summary jsonb, p_parts jsonb, p_names jsonb)
    returns bigint language plpgsql as $$
    declare ids integer[]; position bigint := nextval('catalogue_change');
    begin
      insert into catalogue_facet_value (facet, value) select p->>0, p->>1 from jsonb_array_elements(p_pairs) p
        where not exists (select 1 from catalogue_facet_value v where v.facet = p->>0 and v.value = p->>1) on conflict do nothing;
      select coalesce(array_agg(v.id order by v.id), '{}') into ids from (select distinct p->>0 f, p->>1 v from jsonb_array_elements(p_pairs) p) w join catalogue_facet_value v on v.facet = w.f and v.value = w.v;
      insert into catalogue_search (doc, record_id, change, live, facets, numbers, langs, title_sort, summary)
        values (p_doc, p_record, position, true, ids, p_numbers, p_langs, p_title, p_summary)
        on conflict (doc) do update set change = excluded.change, live = true, facets = excluded.facets, numbers = excluded.numbers, langs = excluded.langs, title_sort = excluded.title_sort, summary = excluded.summary;
      insert into catalogue_terms (doc, a, b, c, v, d, phrase)
        values (p_doc, strip(catalogue_vector(p_parts, 'a')), strip(catalogue_vector(p_parts, 'b')), strip(catalogue_vector(p_parts, 'c')), strip(catalogue_vector(p_parts, 'v')), strip(catalogue_vector(p_parts, 'd')), catalogue_vector(p_parts, null))
        on conflict (doc) do update set a = excluded.a, b = excluded.b, c = excluded.c, v = excluded.v, d = excluded.d, phrase = excluded.phrase;
      delete from catalogue_name where doc = p_doc;
      insert into catalogue_name (doc, kind, lang, name, folded) select p_doc, n->>'k', n->>'l', n->>'t', catalogue_fold(n->>'t') from jsonb_array_elements(p_names) n;
      insert into catalogue_word (word)
        select distinct w from jsonb_array_elements(p_names) n, regexp_split_to_table(catalogue_fold(n->>'t'), '[^[:alpha:]]+') w where length(w) between 4 and 40 on conflict do nothing;
      return position;
    end $$`.execute(db);
};

/** What search reads: one narrow row per public record (long values are kept out of line), term vectors by weight without positions. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create extension if not exists unaccent`.execute(db);
  await sql`create extension if not exists pg_trgm`.execute(db);
  await makeConfiguration(db, 'simple', 'simple');
  for (const [lang, parent] of Object.entries(stemmers)) await makeConfiguration(db, lang, parent);
  await textFunctions(db);
  await sql`create table catalogue_facet_value (id integer generated always as identity primary key, facet text not null, value text not null, unique (facet, value))`.execute(db);
  await sql`create sequence catalogue_change`.execute(db);
  await sql`
    create table catalogue_search (
      doc integer primary key,
      record_id uuid not null unique,
      change bigint not null,
      live boolean not null,
      facets integer[] not null,
      numbers double precision[] not null,
      langs text[] not null,
      title_sort text not null,
      summary jsonb not null
    ) with (toast_tuple_target = 256)`.execute(db);
  await sql`create unique index catalogue_search_change on catalogue_search (change)`.execute(db);
  await sql`
    create table catalogue_terms (
      doc integer primary key references catalogue_search (doc),
      a tsvector not null, b tsvector not null, c tsvector not null, v tsvector not null, d tsvector not null,
      phrase tsvector not null
    ) with (toast_tuple_target = 128)`.execute(db);
  await sql`create index catalogue_terms_gin on catalogue_terms using gin (a, b, c, v, d)`.execute(db);
  await sql`create table catalogue_name (doc integer not null references catalogue_search (doc), kind text not null, lang text not null, name text not null, folded text not null)`.execute(db);
  await sql`create index catalogue_name_doc on catalogue_name (doc)`.execute(db);
  // words of titles, keywords, holders: what a misspelt word is compared with
  await sql`create table catalogue_word (word text primary key)`.execute(db);
  await sql`create index catalogue_word_trgm on catalogue_word using gin (word gin_trgm_ops)`.execute(db);
  await putFunction(db);
  await sql`create index catalogue_name_trgm on catalogue_name using gin (folded gin_trgm_ops)`.execute(db);
  await sql`create index catalogue_name_prefix on catalogue_name (folded text_pattern_ops)`.execute(db);
};
