// npm run bench:catalogue [-- --quick] [-- --sizes 10000,100000] [-- --records 2000]: figures for the goals of the catalogue, as one JSON object in the last line.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import express from 'express';
import { sql } from 'kysely';
import pino from 'pino';
import { systemClock } from '../../../core/clock.ts';
import { toRecord } from '../../../mappings/dcat-to-dataset/to-record.ts';
import { normalise } from '../../../mappings/normalise/normalise.ts';
import { labelOf } from '../../../mappings/vocabularies/index.ts';
import { createCatalogue } from '../../../node/catalogue/catalogue.ts';
import { createFeed } from '../../../node/catalogue/feed/pages.ts';
import { createFreshness } from '../../../node/catalogue/freshness.ts';
import { createIngest } from '../../../node/catalogue/ingest.ts';
import { searchConcepts } from '../../../node/catalogue/search/search-concepts.ts';
import { errorHandler } from '../../../node/http/errors.ts';
import { everyone } from '../../../node/http/operation.ts';
import { catalogueOperations } from '../../../node/http/public/catalogue/index.ts';
import { feedOperations } from '../../../node/http/public/feed/index.ts';
import { searchOperations } from '../../../node/http/public/search/index.ts';
import { mount } from '../../../node/http/run-operation.ts';
import type { Db } from '../../../node/storage/db.ts';
import { inTransaction, openDb } from '../../../node/storage/db.ts';
import { startEmbedded } from '../../../node/storage/embedded.ts';
import { migrate } from '../../../node/storage/migrate.ts';
import { bulkLoad } from './bulk-store.ts';
import type { LoadResult } from './clients.ts';
import { load } from './clients.ts';
import { turtleRecord } from './generate.ts';
import { describe, descriptionOf, throughPipeline } from './pipeline.ts';
import { randomOf, wordAt, zipf } from './words.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, sizes: { type: 'string' }, records: { type: 'string' }, seconds: { type: 'string' } } });
const quick = values.quick;
const sizes = (values.sizes ?? (quick ? '10000' : '10000,100000')).split(',').map(Number);
const records = Number(values.records ?? (quick ? 200 : 2_000));
const seconds = Number(values.seconds ?? (quick ? 2 : 10));
const say = (text: string) => process.stderr.write(`${text}\n`);
const round = (value: number) => Math.round(value * 10) / 10;
let peak = 0;
const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 100);

/** Wall clock, and the rate per second of processor time of this thread: the second figure stays the same on a busy machine. */
const measure = async (what: string, n: number, work: () => Promise<unknown>): Promise<{ perSecond: number; perCpuSecond: number }> => {
  const start = performance.now();
  const cpu = process.threadCpuUsage();
  await work();
  const used = process.threadCpuUsage(cpu);
  const result = { perSecond: round(n / ((performance.now() - start) / 1000)), perCpuSecond: round(n / ((used.user + used.system) / 1e6)) };
  say(`${what}: ${JSON.stringify(result)}`);
  return result;
};

/** Load from outside, with the processor time this thread spent per answer. */
const serve = async (base: string, paths: readonly string[], options: Parameters<typeof load>[2]): Promise<LoadResult & { cpuMsPerRequest: number }> => {
  const cpu = process.threadCpuUsage();
  const result = await load(base, paths, options);
  const used = process.threadCpuUsage(cpu);
  return { ...result, cpuMsPerRequest: Math.round((used.user + used.system) / 10 / Math.max(1, result.requests)) / 100 };
};

const catalogueOver = (db: Db) => {
  const own = { id: 'FR', name: { en: 'France' }, country: 'FR' };
  const freshness = createFreshness({ db, clock: systemClock, everyMs: 60_000, own, partners: () => [] });
  return createCatalogue({ db, clock: systemClock, identity: { url: 'https://fr.example', name: own.name, node: 'FR', country: 'FR' }, concepts: searchConcepts, labels: labelOf, freshness, countryOf: (id) => id });
};

const importThem = async (db: Db, from: number, count: number, revision = 0): Promise<void> => {
  const ingest = createIngest<undefined>({
    clock: systemClock, node: { id: 'FR', country: 'FR' }, publicUrl: 'https://fr.example', toRecord, describe, countryOf: (id) => id,
    normalise: (description) => ({ description: normalise(description).description, notes: [] }),
  });
  for (let start = from; start < from + count; start += 200)
    await inTransaction(db, async (tx) => {
      for (let n = start; n < Math.min(start + 200, from + count); n += 1) {
        const result = await ingest(tx, descriptionOf(n, revision), { origin: { kind: 'own', source: 'bench' }, actor: 'source:bench' });
        if (result.outcome === 'refused' || result.outcome === 'duplicate') throw new Error(`${result.code}: ${result.detail}`);
      }
    });
};

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

const folder = await mkdtemp(join(tmpdir(), 'bench-catalogue-'));
const database = await startEmbedded(folder, say, ['shared_buffers=512MB', 'max_wal_size=4GB', 'maintenance_work_mem=512MB', 'synchronous_commit=off']);
const open = openDb({ connectionString: database.url, max: 20, onError: () => undefined });
await migrate(open.db);
const figures: Record<string, unknown> = { date: systemClock.now(), cores: cpus().length, cpu: cpus()[0]?.model, memoryGiB: round(totalmem() / 2 ** 30), node: process.version, quick };

// 1. the pipeline without storing
const turtles = Array.from({ length: Math.min(records, 1_000) }, (_, n) => turtleRecord(n));
figures['statementsPerRecord'] = round(turtles.slice(0, 50).map((_, n) => descriptionOf(n).quads.length).reduce((sum, one) => sum + one, 0) / Math.min(50, turtles.length));
await Promise.all(turtles.slice(0, 50).map(throughPipeline));
figures['parseMapHash'] = await measure('parse + map + version', turtles.length, async () => { for (const turtle of turtles) await throughPipeline(turtle); });

// 2. the whole import, and the same again
await importThem(open.db, 0, 20);
figures['import'] = await measure('import with validation', records, () => importThem(open.db, 20, records));
const unchanged = await measure('unchanged', records, () => importThem(open.db, 20, records));
figures['unchanged'] = { ...unchanged, secondsFor100000: round(100_000 / unchanged.perSecond) };

// 3. published interfaces over HTTP
const catalogue = catalogueOver(open.db);
const app = express();
app.set('query parser', 'simple');
app.set('etag', false);
mount(app, [...searchOperations(catalogue, systemClock.now), ...catalogueOperations(catalogue, () => ''), ...feedOperations(createFeed(open.db, 'https://fr.example/feed'), everyone)].map((operation) => ({ ...operation, perMinute: 100_000_000 })), () => undefined);
app.use(errorHandler(pino({ level: 'silent' })));
const server = createServer(app).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const ids = (await sql<{ id: string }>`select id from catalogue_record where shown is not null order by id limit 500`.execute(open.db)).rows.map((row) => row.id);
figures['publicRecords'] = ids.length;
for (const extension of ['ttl', 'jsonld'] as const) {
  await load(base, ids.map((id) => `/dataset/${id}.${extension}`), { clients: 8, seconds: 2 });
  figures[extension === 'ttl' ? 'turtleGet' : 'jsonLdGet'] = await serve(base, ids.map((id) => `/dataset/${id}.${extension}`), { clients: 32, seconds });
}
figures['detailGet'] = await serve(base, ids.map((id) => `/api/v1/datasets/${id}`), { clients: 8, seconds: Math.min(3, seconds) });
const events = (await sql<{ n: number; first: string }>`select count(*)::int n, min(published) first from catalogue_event`.execute(open.db)).rows[0]!;
const starts = (await sql<{ published: string }>`select published from (select published, row_number() over (order by published) n from catalogue_event) e where n % 250 = 1`.execute(open.db)).rows;
const feedSeconds = await (async () => {
  const start = performance.now();
  for (const { published } of starts) await (await fetch(`${base}/feed/page/${encodeURIComponent(published)}`)).arrayBuffer();
  return (performance.now() - start) / 1000;
})();
figures['feedServing'] = { events: events.n, secondsPer10000: round((feedSeconds / Math.max(1, events.n)) * 10_000) };

// 4. search at growing sizes
const search: Record<string, unknown> = {};
for (const size of sizes) {
  const have = (await sql<{ n: number }>`select count(*)::int n from catalogue_search`.execute(open.db)).rows[0]!.n;
  say(`filling to ${size}`);
  await sql`drop index if exists catalogue_terms_gin`.execute(open.db);
  const last = (await sql<{ doc: number | null }>`select max(doc) as doc from catalogue_search`.execute(open.db)).rows[0]!.doc ?? 0;
  await bulkLoad(open.db, last, size - have);
  await sql`create index catalogue_terms_gin on catalogue_terms using gin (a, b, c, v, d)`.execute(open.db);
  await sql`vacuum analyze catalogue_terms, catalogue_search`.execute(open.db);
  const start = performance.now();
  await catalogue.index.refresh();
  const warm = performance.now() - start;
  const paths = queries();
  const cold = await serve(base, paths.slice(0, 440), { clients: 4, seconds: Math.min(5, seconds) });
  const result = await serve(base, paths, { clients: 32, seconds });
  const suggest = await serve(base, Array.from({ length: 200 }, (_, n) => `/api/v1/suggest?q=${wordAt(n).slice(0, 3 + (n % 3))}`), { clients: 32, seconds: Math.min(5, seconds) });
  search[size] = { indexSeconds: round(warm / 1000), firstAsked: cold, clients32: result, suggest, rssMiB: Math.round(process.memoryUsage().rss / 2 ** 20) };
  say(`search at ${size}: ${JSON.stringify(search[size])}`);
}
figures['search'] = search;

clearInterval(watch);
figures['peakRssMiB'] = Math.round(peak / 2 ** 20);
server.close();
server.closeAllConnections();
await open.close();
await database.stop();
await rm(folder, { recursive: true, force: true });
console.log(JSON.stringify(figures));
process.exit(0);
