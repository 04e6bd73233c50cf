import { sql } from 'kysely';
import type { Db } from '../../../node/storage/db.ts';
import { toDescription } from './pipeline.ts';
import { searchRowOf } from '../../../node/catalogue/search/row.ts';
import { randomOf, zipf } from './words.ts';

/** Fills the tables that search reads with `count` records, from a few hundred real ones with their words drawn anew: loading by the pipeline would take hours at a
 *  million. `goOn` may end it early. Nothing that is measured afterwards is skipped: search reads only these tables. */
export const bulkLoad = async (db: Db, from: number, count: number, goOn: () => boolean = () => true): Promise<number> => {
  const templates = await Promise.all(Array.from({ length: 200 }, async (_, n) => {
    const { record } = await toDescription(n);
    return searchRowOf(record, { id: '', iri: '', node: 'FR', country: 'FR', state: 'published', valid: true, score: 40 + (n % 60), changedAt: '2026-01-01T00:00:00.000Z', validated: true });
  }));
  const nodes = ['FR', 'FI', 'DE', 'SE', 'ES', 'IT'];
  const random = randomOf(from + 1);
  const ids = new Map<string, number>();
  const idOf = async (facet: string, value: string): Promise<number> => {
    const key = `${facet} ${value}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    await sql`insert into catalogue_facet_value (facet, value) values (${facet}, ${value}) on conflict do nothing`.execute(db);
    const id = (await sql<{ id: number }>`select id from catalogue_facet_value where facet = ${facet} and value = ${value}`.execute(db)).rows[0]!.id;
    ids.set(key, id);
    return id;
  };
  const words = (n: number): string[] => [...new Set(Array.from({ length: n }, () => zipf(random)))];
  const vector = (list: readonly string[]): string => [...list].sort().map((word) => `'${word}'`).join(' ');
  // texts are drawn from pools: a thousand of each kind have the same distribution of words and cost no time to make
  const poolSize = 1_000;
  await sql`create table if not exists bench_pool (at integer primary key, b tsvector, c tsvector, v tsvector, d tsvector)`.execute(db);
  const pool = JSON.stringify(Array.from({ length: poolSize }, (_, at) => ({ at, b: vector(words(14)), c: vector(words(90)), v: vector(words(30)), d: vector(words(20)) })));
  await sql`insert into bench_pool select (x->>'at')::int, (x->>'b')::tsvector, (x->>'c')::tsvector, (x->>'v')::tsvector, (x->>'d')::tsvector from jsonb_array_elements(${pool}::jsonb) x on conflict do nothing`.execute(db);
  const drawn = (): number => Math.floor(random() * poolSize);
  const facetLists = new Map<number, number[]>();
  let done = 0;
  const step = count < 10_000 ? 500 : 2_000;
  for (let start = from; start < from + count && goOn(); start += step) {
    const rows = [];
    for (let n = start; n < Math.min(start + step, from + count); n += 1) {
      const template = templates[n % templates.length]!;
      const at = n % templates.length;
      const known = facetLists.get(at);
      const shared = known ?? (await Promise.all(template.pairs.filter(([facet]) => facet !== 'node' && facet !== 'holder').map(([facet, value]) => idOf(facet, value))));
      if (known === undefined) facetLists.set(at, shared);
      const facets = [...shared, await idOf('node', nodes[n % nodes.length]!), await idOf('holder', `Holder ${n % 2_000}`)];
      const title = words(6);
      const summary = { ...template.summary, title: { en: `${title.join(' ')} ${n}` }, node: nodes[n % nodes.length] };
      rows.push({ n, facets: [...new Set(facets)], numbers: template.numbers.map((one) => (one === null ? null : one + (n % 1000))), title: title.join(' '), summary, a: vector(title), b: drawn(), c: drawn(), v: n % 5 === 0 ? drawn() : -1, d: drawn() });
    }
    const json = JSON.stringify(rows);
    await sql`
      with r as materialized (select (x->>'n')::int + 1 as n, x from jsonb_array_elements(${json}::jsonb) x),
        s as (insert into catalogue_search (doc, record_id, change, live, facets, numbers, langs, title_sort, summary)
          select n, gen_random_uuid(), nextval('catalogue_change'), true, array(select jsonb_array_elements_text(x->'facets')::int), array(select (e#>>'{}')::float8 from jsonb_array_elements(x->'numbers') e), '{en,fr}', x->>'title', x->'summary' from r)
      select count(*) from r`.execute(db);
    await sql`
      insert into catalogue_terms (doc, a, b, c, v, d, phrase)
      select (x->>'n')::int + 1, (x->>'a')::tsvector, b.b, c.c, coalesce(v.v, ''), d.d, '' from jsonb_array_elements(${json}::jsonb) x
        join bench_pool b on b.at = (x->>'b')::int join bench_pool c on c.at = (x->>'c')::int left join bench_pool v on v.at = (x->>'v')::int join bench_pool d on d.at = (x->>'d')::int`.execute(db);
    done += rows.length;
  }
  return done;
};
