import { sql } from 'kysely';
import type { Db } from '../../../node/storage/db.ts';
import { bulkLoad } from './bulk-store.ts';
import { round, say, serve, type Budget } from './measure.ts';
import type { Web } from './web-bench.ts';
import { randomOf, wordAt, zipf } from './words.ts';

/** Common and rare words, alone and together, one in three with a filter. */
const queries = (): string[] => {
  const random = randomOf(42);
  const common = Array.from({ length: 40 }, (_, n) => wordAt(n));
  const rare = Array.from({ length: 400 }, () => wordAt(2_000 + Math.floor(random() * 15_000)));
  const facets = ['healthTheme=CANCER_DISEASE', 'accessLevel=RESTRICTED', 'node=FI', 'healthCategory=EHRS', 'hasVariables=yes', 'individualsMin=2000', 'periodFrom=2010&periodTo=2015'];
  return Array.from({ length: 3_000 }, (_, n) => {
    const words = n % 4 === 0 ? common[n % common.length]! : n % 4 === 1 ? rare[n % rare.length]! : n % 4 === 2 ? `${common[n % common.length]!} ${zipf(random)}` : `${rare[n % rare.length]!} ${common[n % common.length]!}`;
    return `/api/v1/search?q=${encodeURIComponent(words)}${n % 3 === 0 ? `&${facets[n % facets.length]}` : ''}${n % 10 === 0 ? '&page=2' : ''}`;
  });
};

/** Search with all facets at a number of records; the store is filled up to it first. */
export const searchAt = async (db: Db, { catalogue, base }: Web, size: number, seconds: number, budget: Budget): Promise<Record<string, unknown>> => {
  const have = (await sql<{ n: number; last: number | null }>`select count(*)::int n, max(doc) as last from catalogue_search`.execute(db)).rows[0]!;
  const begun = performance.now();
  await sql`drop index if exists catalogue_terms_gin`.execute(db);
  const filled = await bulkLoad(db, have.last ?? 0, size - have.n, () => budget.left() > 7_000);
  await sql`create index catalogue_terms_gin on catalogue_terms using gin (a, b, c, v, d)`.execute(db);
  await sql`vacuum analyze catalogue_terms, catalogue_search`.execute(db);
  say(`filled to ${have.n + filled} in ${round((performance.now() - begun) / 1000)} s`);
  const start = performance.now();
  await catalogue.index.refresh();
  const indexSeconds = round((performance.now() - start) / 1000);
  const paths = queries();
  const firstAsked = await serve(base, paths.slice(0, 440), { clients: 4, seconds: Math.min(5, seconds) });
  const clients32 = await serve(base, paths, { clients: 32, seconds });
  const suggest = await serve(base, Array.from({ length: 200 }, (_, n) => `/api/v1/suggest?q=${wordAt(n).slice(0, 3 + (n % 3))}`), { clients: 32, seconds: Math.min(5, seconds) });
  const found = { records: have.n + filled, indexSeconds, firstAsked, clients32, suggest, rssMiB: Math.round(process.memoryUsage().rss / 2 ** 20) };
  say(`search at ${found.records}: ${JSON.stringify(found)}`);
  return found;
};
