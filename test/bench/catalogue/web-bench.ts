import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { sql } from 'kysely';
import pino from 'pino';
import { systemClock } from '../../../core/clock.ts';
import { labelOf } from '../../../mappings/vocabularies/index.ts';
import { createCatalogue } from '../../../node/catalogue/catalogue.ts';
import { createFeed } from '../../../node/catalogue/feed/pages.ts';
import { createFreshness } from '../../../node/catalogue/freshness.ts';
import { searchConcepts } from '../../../node/catalogue/search/search-concepts.ts';
import { errorHandler } from '../../../node/http/errors.ts';
import { everyone } from '../../../node/http/operation.ts';
import { catalogueOperations } from '../../../node/http/public/catalogue/index.ts';
import { feedOperations } from '../../../node/http/public/feed/index.ts';
import { searchOperations } from '../../../node/http/public/search/index.ts';
import { mount } from '../../../node/http/run-operation.ts';
import type { Db } from '../../../node/storage/db.ts';
import { load } from './clients.ts';
import { round, say, serve } from './measure.ts';

const catalogueOver = (db: Db) => {
  const own = { id: 'FR', name: { en: 'France' }, country: 'FR' };
  const freshness = createFreshness({ db, clock: systemClock, everyMs: 60_000, own, partners: () => [] });
  return createCatalogue({ db, clock: systemClock, identity: { url: 'https://fr.example', name: own.name, node: 'FR', country: 'FR' }, concepts: searchConcepts, labels: labelOf, freshness, countryOf: (id) => id });
};

/** The published interfaces over HTTP, with their own guards and without a limit of requests. */
export const startWeb = async (db: Db) => {
  const catalogue = catalogueOver(db);
  const app = express();
  app.set('query parser', 'simple');
  app.set('etag', false);
  mount(app, [...searchOperations(catalogue, systemClock.now), ...catalogueOperations(catalogue, () => ''), ...feedOperations(createFeed(db, 'https://fr.example/feed'), everyone)].map((operation) => ({ ...operation, perMinute: 100_000_000 })), () => undefined);
  app.use(errorHandler(pino({ level: 'silent' })));
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return {
    catalogue, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
export type Web = Awaited<ReturnType<typeof startWeb>>;

const feedServing = async (db: Db, base: string) => {
  const events = (await sql<{ n: number }>`select count(*)::int n from catalogue_event`.execute(db)).rows[0]!.n;
  const starts = (await sql<{ published: string }>`select published from (select published, row_number() over (order by published) n from catalogue_event) e where n % 250 = 1`.execute(db)).rows;
  const start = performance.now();
  for (const { published } of starts) await (await fetch(`${base}/feed/page/${encodeURIComponent(published)}`)).arrayBuffer();
  return { events, secondsPer10000: round(((performance.now() - start) / 1000 / Math.max(1, events)) * 10_000) };
};

/** One dataset in its formats, its page, and the feed. */
export const readPublished = async (db: Db, { base }: Web, seconds: number): Promise<Record<string, unknown>> => {
  const figures: Record<string, unknown> = {};
  const ids = (await sql<{ id: string }>`select id from catalogue_record where shown is not null order by id limit 500`.execute(db)).rows.map((row) => row.id);
  figures['publicRecords'] = ids.length;
  for (const [name, extension] of [['turtleGet', 'ttl'], ['jsonLdGet', 'jsonld']] as const) {
    const paths = ids.map((id) => `/dataset/${id}.${extension}`);
    await load(base, paths, { clients: 8, seconds: Math.min(2, seconds) });
    figures[name] = await serve(base, paths, { clients: 32, seconds });
    say(`${name}: ${JSON.stringify(figures[name])}`);
  }
  figures['detailGet'] = await serve(base, ids.map((id) => `/api/v1/datasets/${id}`), { clients: 8, seconds: Math.min(3, seconds) });
  figures['feedServing'] = await feedServing(db, base);
  return figures;
};
