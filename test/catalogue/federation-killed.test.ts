import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SearchAnswer } from '../../core/api/datasets.ts';
import { systemClock } from '../../core/clock.ts';
import { searchParameters } from '../../node/catalogue/search/read-query.ts';
import { withdraw } from '../../node/catalogue/withdraw.ts';
import { inTransaction } from '../../node/storage/db.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import type { CatalogueNode, CatalogueNodeOptions } from './catalogue-node.ts';
import { startCatalogueNode } from './catalogue-node.ts';
import type { TestCatalogue } from './support.ts';
import { openTestCatalogue } from './support.ts';

/* Two nodes wired as in the product, over mutual TLS. FI's catalogue is filled and changed in FI's own database, as its sources and holders do. */

const datasets = 150;
/** Three looks per schedule: every two seconds; news travel by a wake-up as soon. */
const harvestMs = 6_000;

let consortium: TestConsortium;
let finland: TestCatalogue;
let france: TestDatabase;
let fi: CatalogueNode | undefined;
let fr: CatalogueNode | undefined;
const ids: string[] = [];

const optionsOf = (nodeId: string, databaseUrl: string): CatalogueNodeOptions => ({
  nodeId, databaseUrl, harvestMs, portal: `http://127.0.0.1:${consortium.ports(nodeId).public}`, port: consortium.ports(nodeId).partner,
  keysDir: consortium.keysDir(nodeId), directoryFile: consortium.directoryFile, directoryKeysFile: consortium.directoryKeysFile,
});

beforeAll(async () => {
  consortium = await testConsortium(['FR', 'FI']);
  finland = await openTestCatalogue({ node: 'FI', publicUrl: `http://127.0.0.1:${consortium.ports('FI').public}` });
  france = await openTestDatabase();
  for (let n = 0; n < datasets; n += 1) ids.push((await finland.add({ iri: `https://thl.example/${n}`, title: { en: `Register ${n}` }, holder: `Holder ${n}` })).recordId ?? '');
  fi = await startCatalogueNode(optionsOf('FI', finland.url));
});
afterAll(async () => {
  await fr?.stop();
  await fi?.stop();
  await finland?.close();
  await france?.close();
  await consortium?.remove();
});

const copies = async (): Promise<{ records: number; iris: number; versions: number } | undefined> =>
  (await sql<{ records: number; iris: number; versions: number }>`select count(*) as records, count(distinct iri) as iris, (select count(*) from catalogue_version) as versions from catalogue_record where node = 'FI'`.execute(france.db)).rows[0];
const search = async (q: string): Promise<SearchAnswer | undefined> => fr?.catalogue.catalogue.search(searchParameters.parse({ q, perPage: 1 }), 'en');
const finlandAt = async () => (await search(''))?.nodes.find((node) => node.node === 'FI');

it('a reader killed in the middle of a partner\'s feed goes on there: nothing is lost and nothing is there twice', async () => {
  const reader = spawn(process.execPath, [join(import.meta.dirname, 'catalogue-node.ts'), JSON.stringify(optionsOf('FR', france.url))], { stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = new Promise<void>((done) => reader.once('exit', () => done()));
  try {
    await waitFor('the first page is stored', async () => ((await copies())?.records ?? 0) > 0, { timeoutMs: 40_000, everyMs: 5 });
  } finally {
    reader.kill('SIGKILL');
    await gone;
  }
  expect((await copies())?.records).toBeLessThan(datasets);
  fr = await startCatalogueNode(optionsOf('FR', france.url));
  await fr.catalogue.federation.harvest('FI');
  expect(await finlandAt()).toMatchObject({ state: 'fresh', datasets });
  expect(await copies()).toEqual({ records: datasets, iris: datasets, versions: datasets });
});

it('a withdrawal at one node is one at the other within a minute', async () => {
  expect((await search('"Register 7"'))?.total).toBe(1);
  await inTransaction(finland.db, (tx) => withdraw(tx, ids[7] ?? '', { at: systemClock.now(), reason: 'The holder withdrew it.' }));
  const started = performance.now();
  await waitFor('the record is gone from FR\'s search', async () => (await search('"Register 7"'))?.total === 0, { timeoutMs: 55_000 });
  const seconds = (performance.now() - started) / 1000;
  console.log(`a withdrawal reached the other node after ${seconds.toFixed(1)} s`);
  expect(seconds).toBeLessThan(60);
});

it('a partner that is down is shown so, with the time of its last good harvest, and its records stay', async () => {
  await fi?.stop();
  fi = undefined;
  await waitFor('FI is shown as unreachable', async () => (await finlandAt())?.state === 'unreachable', { timeoutMs: 30_000 });
  expect(await finlandAt()).toMatchObject({ datasets: datasets - 1, lastHarvest: expect.stringMatching(/^20\d\d-/) as string });
  expect((await search('"Register 8"'))?.total).toBe(1);
});
