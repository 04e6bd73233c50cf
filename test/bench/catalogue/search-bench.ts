import { sql } from 'kysely';
import { searchParameters } from '../../../node/catalogue/search/read-query.ts';
import type { Db } from '../../../node/storage/db.ts';
import { bulkLoad, quickTables, usualIndexes } from './bulk-store.ts';
import { round, say, serve, type Budget } from './measure.ts';
import { typed, unrepeated, withRepeats } from './queries.ts';
import type { Web } from './web-bench.ts';

const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);

const fill = async (db: Db, size: number, budget: Budget): Promise<{ records: number; fillSeconds: number; onDiskMiB: number }> => {
  const have = (await sql<{ n: number; last: number | null }>`select count(*)::int n, max(doc) as last from catalogue_search`.execute(db)).rows[0]!;
  const begun = performance.now();
  await quickTables(db);
  const filled = await bulkLoad(db, have.last ?? 0, size - have.n, () => budget.left() > 7_000);
  await usualIndexes(db);
  const disk = (await sql<{ bytes: number }>`select sum(pg_total_relation_size(c))::float8 as bytes from unnest('{catalogue_search,catalogue_terms,catalogue_name}'::regclass[]) c`.execute(db)).rows[0]!.bytes;
  return { records: have.n + filled, fillSeconds: round((performance.now() - begun) / 1000), onDiskMiB: Math.round(disk / 2 ** 20) };
};

/** Asks for the words of searches one by one, as their readers would have over the day: where a word stands is read from the database once. */
const learnWords = async (catalogue: Web['catalogue'], paths: readonly string[], mostMs: number): Promise<void> => {
  const end = performance.now() + mostMs;
  const words = [...new Set(paths.flatMap((path) => new URL(path, 'http://local').searchParams.get('q')?.split(' ') ?? []))];
  const next = words.values();
  const ask = async (): Promise<void> => {
    for (const q of next) if (performance.now() < end) await catalogue.search(searchParameters.parse({ q, perPage: 1 }), 'en');
  };
  await Promise.all([ask(), ask(), ask()]);
};

/** Search with all facets at a number of records, which are put in first. `unrepeated` is what the goal is about: no two searches alike in words and filters, all words known to
 *  the index from before. `wordsAnew` are searches with words nobody asked for since the start; in `withRepeats` half are pages and orders of the one before. */
export const searchAt = async (db: Db, { catalogue, base }: Web, size: number, seconds: number, budget: Budget): Promise<Record<string, unknown>> => {
  const filled = await fill(db, size, budget);
  say(`filled to ${filled.records}: ${JSON.stringify(filled)}`);
  const before = megabytes();
  const start = performance.now();
  await catalogue.index.refresh();
  const columns = { seconds: round((performance.now() - start) / 1000), moreMiB: megabytes() - before };
  const paths = unrepeated(20_000);
  const wordsAnew = await serve(base, unrepeated(4_000, 5), { clients: 4, seconds });
  await learnWords(catalogue, paths, seconds * 3_000);
  const unrepeatedMix = await serve(base, paths, { clients: 32, seconds });
  const repeatedMix = await serve(base, withRepeats(20_000), { clients: 32, seconds: Math.min(5, seconds) });
  const suggest = await serve(base, typed(4_000), { clients: 32, seconds: Math.min(5, seconds) });
  const suggestAgain = await serve(base, typed(4_000), { clients: 32, seconds: Math.min(5, seconds) });
  const found = { ...filled, columns, wordsAnew, unrepeated: unrepeatedMix, withRepeats: repeatedMix, suggest, suggestAgain, rssMiB: megabytes() };
  say(`search at ${found.records}: ${JSON.stringify(found)}`);
  return found;
};
