import { sql } from 'kysely';
import type { Db } from '../../../node/storage/db.ts';
import { searchRowOf } from '../../../node/catalogue/search/row.ts';
import { toDescription } from './pipeline.ts';
import type { Random } from './words.ts';
import { randomOf, vocabularySize, wordAt, zipf } from './words.ts';

const nodes = ['FR', 'FI', 'DE', 'SE', 'ES', 'IT'];
const holders = 2_000;
// texts are drawn from pools: a thousand of each kind have the same distribution of words and cost no time to make
const poolSize = 1_000;
const templateCount = 200;

const drawWords = (random: Random, n: number): string[] => [...new Set(Array.from({ length: n }, () => zipf(random)))];
const lexemes = (list: readonly string[]): string => [...list].sort().map((word) => `'${word}'`).join(' ');
const placed = (list: readonly string[]): string => list.map((word, at) => `'${word}':${at + 1}`).join(' ');

/** Ids of facet values, made where they are new. */
const idsOf = async (db: Db, pairs: readonly (readonly [string, string])[]): Promise<readonly number[]> => {
  const [facets, values] = [pairs.map(([facet]) => facet), pairs.map(([, value]) => value)];
  await sql`insert into catalogue_facet_value (facet, value) select distinct f, v from unnest(${facets}::text[], ${values}::text[]) w(f, v) on conflict do nothing`.execute(db);
  return (await sql<{ id: number }>`select i.id from unnest(${facets}::text[], ${values}::text[]) with ordinality w(f, v, at) join catalogue_facet_value i on i.facet = w.f and i.value = w.v order by at`.execute(db)).rows.map((row) => row.id);
};

/** A few hundred records from the real pipeline, and a thousand texts of each weight. */
const makePools = async (db: Db): Promise<void> => {
  const random = randomOf(1);
  await sql`create table bench_template (at integer primary key, facets integer[], numbers float8[], summary jsonb)`.execute(db);
  await sql`create table bench_text (at integer primary key, b tsvector, c tsvector, v tsvector, d tsvector)`.execute(db);
  for (let at = 0; at < templateCount; at += 1) {
    const { record } = await toDescription(at);
    const row = searchRowOf(record, { id: '', iri: '', node: 'FR', country: 'FR', state: 'published', valid: at % 7 !== 0, score: 40 + (at % 60), changedAt: '2026-01-01T00:00:00.000Z', validated: true });
    const facets = await idsOf(db, row.pairs.filter(([facet]) => facet !== 'node' && facet !== 'country' && facet !== 'holder'));
    await sql`insert into bench_template values (${at}, ${facets as number[]}::int[], ${row.numbers as (number | null)[]}::float8[], ${JSON.stringify(row.summary)}::jsonb)`.execute(db);
  }
  const texts = Array.from({ length: poolSize }, (_, at) => ({ at, b: lexemes(drawWords(random, 14)), c: lexemes(drawWords(random, 90)), v: lexemes(drawWords(random, 30)), d: lexemes(drawWords(random, 20)) }));
  await sql`insert into bench_text select (x->>'at')::int, (x->>'b')::tsvector, (x->>'c')::tsvector, (x->>'v')::tsvector, (x->>'d')::tsvector from jsonb_array_elements(${JSON.stringify(texts)}::jsonb) x`.execute(db);
  await sql`insert into catalogue_word select unnest(${Array.from({ length: vocabularySize }, (_, n) => wordAt(n)).filter((word) => word.length >= 4)}::text[]) on conflict do nothing`.execute(db);
};

type Ids = { readonly node: readonly number[]; readonly country: readonly number[]; readonly holder: readonly number[] };

const insertStep = async (db: Db, ids: Ids, random: Random, from: number, count: number): Promise<void> => {
  const titles = Array.from({ length: count }, () => drawWords(random, 6));
  const drawn = titles.map(() => Math.floor(random() * poolSize));
  await sql`
    with r as (select ${from}::int + at::int as n, title, a, pool from unnest(${titles.map((words) => words.join(' '))}::text[], ${titles.map(placed)}::text[], ${drawn}::int[]) with ordinality u(title, a, pool, at)),
    s as (insert into catalogue_search (doc, record_id, change, live, facets, numbers, langs, title_sort, summary)
      select n, i, n, true, t.facets || (${ids.node as number[]}::int[])[1 + n % ${nodes.length}] || (${ids.country as number[]}::int[])[1 + n % ${nodes.length}] || (${ids.holder as number[]}::int[])[1 + n % ${holders}],
        array(select case when at <= 2 then x + n % 1000 else x end from unnest(t.numbers) with ordinality u(x, at) order by at), '{en,fr}', title,
        t.summary || jsonb_build_object('id', i, 'iri', 'https://holder.example/' || i, 'node', (${nodes}::text[])[1 + n % ${nodes.length}], 'country', (${nodes}::text[])[1 + n % ${nodes.length}],
          'title', jsonb_build_object('en', title || ' ' || n), 'holder', jsonb_build_object('en', 'Holder ' || n % ${holders}))
      from (select r.*, gen_random_uuid() i from r) r join bench_template t on t.at = r.n % ${templateCount}),
    w as (insert into catalogue_name (doc, kind, lang, name, folded)
      select n, 'title', 'en', title || ' ' || n, title || ' ' || n from r union all select n, 'holder', 'en', 'Holder ' || n % ${holders}, 'holder ' || n % ${holders} from r)
    insert into catalogue_terms (doc, a, b, c, v, d, phrase)
    select n, strip(r.a::tsvector), x.b, x.c, case when n % 5 = 0 then x.v else '' end, x.d, r.a::tsvector from r join bench_text x on x.at = r.pool`.execute(db);
};

/** Fills the tables that search reads with `count` records, from a few hundred real ones with their titles, words, nodes and holders drawn anew: loading by the pipeline would
 *  take hours at a million. Search reads no other table, the columns, postings, names and summaries are all there. `goOn` may end it early.
 *  @returns how many were added */
export const bulkLoad = async (db: Db, from: number, count: number, goOn: () => boolean = () => true): Promise<number> => {
  if ((await sql<{ known: string | null }>`select to_regclass('bench_template')::text as known`.execute(db)).rows[0]?.known === null) await makePools(db);
  const ids: Ids = {
    node: await idsOf(db, nodes.map((one) => ['node', one])), country: await idsOf(db, nodes.map((one) => ['country', one])),
    holder: await idsOf(db, Array.from({ length: holders }, (_, n) => ['holder', `Holder ${n}`])),
  };
  const size = count < 10_000 ? 500 : 5_000;
  let next = from;
  let done = 0;
  const fill = async (): Promise<void> => {
    while (next < from + count && goOn()) {
      const start = next;
      const step = Math.min(size, from + count - start);
      next += step;
      await insertStep(db, ids, randomOf(start + 1), start, step);
      done += step;
    }
  };
  // one statement is made while the other runs
  await Promise.all([fill(), fill()]);
  await sql`select setval('catalogue_change', ${from + done})`.execute(db);
  return done;
};

const indexes = [
  'create unique index catalogue_search_change on catalogue_search (change)', 'create index catalogue_terms_gin on catalogue_terms using gin (a, b, c, v, d)', 'create index catalogue_name_doc on catalogue_name (doc)',
  'create index catalogue_name_trgm on catalogue_name using gin (folded gin_trgm_ops)', 'create index catalogue_name_prefix on catalogue_name (folded text_pattern_ops)',
];

/** The same tables without the indexes that are built faster at once, and without a log of their changes: for a time, and only here. */
export const quickTables = async (db: Db): Promise<void> => {
  for (const table of ['catalogue_terms', 'catalogue_name']) await sql`alter table ${sql.table(table)} drop constraint if exists ${sql.id(`${table}_doc_fkey`)}`.execute(db);
  for (const table of ['catalogue_terms', 'catalogue_name', 'catalogue_search']) await sql`alter table ${sql.table(table)} set unlogged`.execute(db);
  for (const index of indexes) await sql`drop index if exists ${sql.id(/index (\w+)/.exec(index)![1]!)}`.execute(db);
};

/** Builds what {@link quickTables} took away. */
export const usualIndexes = async (db: Db): Promise<void> => {
  for (const index of indexes) await sql`${sql.raw(index)}`.execute(db);
  for (const table of ['catalogue_terms', 'catalogue_name']) await sql`alter table ${sql.table(table)} add foreign key (doc) references catalogue_search (doc)`.execute(db);
  // not `vacuum analyze` of everything: only what the planner and the visibility map need
  await sql`vacuum analyze catalogue_search, catalogue_terms, catalogue_name, catalogue_word, catalogue_facet_value`.execute(db);
};
