import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf, systemClock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { asId } from '../../core/ids.ts';
import type { NodeId } from '../../core/ids.ts';
import { createAudit } from '../../node/audit/audit.ts';
import { createFederation, createPartnerReader } from '../../node/catalogue/federation/federation.ts';
import type { Federation } from '../../node/catalogue/federation/federation.ts';
import { createFeed } from '../../node/catalogue/feed/pages.ts';
import type { CataloguePartner } from '../../node/catalogue/ports.ts';
import { searchParameters } from '../../node/catalogue/search/read-query.ts';
import { recordByIri } from '../../node/catalogue/store.ts';
import { withdraw } from '../../node/catalogue/withdraw.ts';
import { errorHandler } from '../../node/http/errors.ts';
import { everyone } from '../../node/http/operation.ts';
import { getCatalogue } from '../../node/http/public/catalogue/get-catalogue.ts';
import { feedOperations } from '../../node/http/public/feed/index.ts';
import { mount } from '../../node/http/run-operation.ts';
import { inTransaction } from '../../node/storage/db.ts';
import type { TestCatalogue } from './support.ts';
import { describeOne, openTestCatalogue } from './support.ts';

// FI publishes, FR copies. Transport is plain HTTP here; the partner listener and its certificates have tests of their own (test/trust).
let fi: TestCatalogue;
let fr: TestCatalogue;
let federation: Federation;
let server: Server;
let port = 0;
let feedOn = true;
let broken: (path: string) => boolean = () => false;
let requests: string[] = [];
let empty = false;
let later = 0;
const clock = { now: () => instantOf(Date.now() + later), ms: () => Date.now() + later };
const partner: CataloguePartner = { nodeId: asId<NodeId>('FI'), name: { en: 'Finland' }, country: 'FI', portal: 'https://fi.example', active: true };
const ids: string[] = [];
const search = (q: string) => fr.catalogue.search(searchParameters.parse({ q }), 'en');

const getFromPartner = async (_to: NodeId, path: string, headers: Readonly<Record<string, string>>) => {
  requests.push(path);
  if (broken(path)) throw new AppError('unavailable', 'partner-connect', 'FI cannot be reached.');
  if (!feedOn && path.startsWith('/feed')) return { status: 404, headers: {}, body: Buffer.alloc(0) };
  if (empty) return { status: 200, headers: { 'content-type': 'application/n-triples' }, body: Buffer.alloc(0) };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) };
};

const startFederation = () => {
  const parts = { db: fr.db, clock, audit: createAudit({ clock: systemClock }), ports: { partners: () => [partner], getFromPartner }, ingest: fr.ingest, log: { info: () => undefined, warn: () => undefined } };
  federation = createFederation(parts, createPartnerReader(parts));
};

beforeAll(async () => {
  fi = await openTestCatalogue({ node: 'FI' });
  fr = await openTestCatalogue({ node: 'FR', partners: [partner] });
  for (let n = 0; n < 30; n += 1) ids.push((await fi.add({ iri: `https://thl.example/${n}`, title: { fi: `Rekisteri ${n}`, en: `Register ${n}` }, theme: 'CANCER_DISEASE', holder: 'Laitos', variables: n === 0 ? ['sukupuoli'] : [] })).recordId ?? '');
  const app = express();
  mount(app, [getCatalogue(fi.catalogue, { path: '/catalogue', scope: 'own', access: everyone, offered: ['nt', 'ttl'] }), ...feedOperations(createFeed(fi.db, 'https://fi.example/feed'), everyone)], () => undefined);
  app.use(errorHandler(pino({ level: 'silent' })));
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  port = (server.address() as AddressInfo).port;
  startFederation();
});
afterAll(async () => {
  server.close();
  await fi.close();
  await fr.close();
});

describe('copies of a partner\'s catalogue', () => {
  it('lists a partner that was never read', async () => {
    expect((await search('')).nodes).toMatchObject([{ node: 'FR' }, { node: 'FI', state: 'never', datasets: 0 }]);
  });
  it('resumes after a break in the middle of the feed, and then has everything, with the same versions', async () => {
    let pages = 0;
    broken = (path) => path.startsWith('/feed/page/') && (pages += 1) > 0;
    expect((await federation.harvest('FI')).outcome).toBe('failed');
    expect((await search('')).nodes.find((node) => node.node === 'FI')?.state).toBe('unreachable');
    broken = () => false;
    expect(await federation.harvest('FI')).toMatchObject({ outcome: 'done', changed: 30, refused: 0 });
    const answer = await search('syöpä');
    expect([answer.total, answer.nodes.find((node) => node.node === 'FI')?.state]).toEqual([30, 'fresh']);
    const theirs = await fi.catalogue.forApplication(ids[0] ?? '');
    const mine = (await search('title:"Register 0" Register')).results.find((one) => one.title === 'Register 0');
    expect(mine?.iri).toBe(theirs?.iri);
    expect((await fr.catalogue.forApplication(mine?.id ?? ''))?.version).toBe(theirs?.version);
    const detail = await fr.catalogue.detail(mine?.id ?? '', 'en');
    expect(detail.agents.custodian?.name).toBe('Laitos');
    expect(detail.variables.total).toBe(1);
    expect(detail.chain.map((hop) => hop.publisher)).toEqual(['thl.example', 'FI']);
  });
  it('costs one request when nothing changed', async () => {
    requests = [];
    await federation.harvest('FI');
    expect(requests).toEqual(['/feed']);
  });
  it('follows a change, also of an agent alone, and a withdrawal', async () => {
    await fi.own(describeOne({ iri: 'https://thl.example/1', title: { en: 'Renamed register' }, holder: 'Laitos' }));
    await inTransaction(fi.db, (tx) => withdraw(tx, ids[2] ?? '', { at: systemClock.now(), reason: 'closed' }));
    expect(await federation.harvest('FI')).toMatchObject({ outcome: 'done', withdrawn: 1 });
    expect((await search('Renamed')).total).toBe(1);
    expect((await search('')).nodes.find((node) => node.node === 'FI')?.datasets).toBe(29);
  });
  it('holds a mass deletion for a person, and does what the person decides', async () => {
    for (const id of ids.slice(3, 13)) await inTransaction(fi.db, (tx) => withdraw(tx, id, { at: systemClock.now(), reason: 'gone' }));
    expect((await federation.harvest('FI')).outcome).toBe('held');
    expect((await federation.harvest('FI')).outcome).toBe('held');
    expect((await search('')).total).toBe(29);
    const held = (await federation.partners())[0];
    expect([held?.state, held?.held?.gone.length]).toEqual(['held', 10]);
    expect(await federation.decide('FI', 'keep', { person: 'p1', role: 'operator' })).toBe(true);
    expect((await search('')).total).toBe(29);
    expect((await federation.partners())[0]?.state).toBe('fresh');
  });
  it('does what was decided for the records of that decision alone, once', async () => {
    const leave = async (from: number, to: number) => {
      for (const id of ids.slice(from, to)) await inTransaction(fi.db, (tx) => withdraw(tx, id, { at: systemClock.now(), reason: 'gone' }));
    };
    await leave(13, 19);
    expect((await federation.harvest('FI')).outcome).toBe('held');
    await leave(21, 27);
    expect(await federation.decide('FI', 'withdraw', { person: 'p1', role: 'operator' })).toBe(true);
    expect((await search('')).total).toBe(23);
    expect((await federation.partners())[0]).toMatchObject({ state: 'held', decision: null, decided: null });
    expect((await federation.partners())[0]?.held?.gone.map((one) => one.title).sort()).toEqual(['Register 21', 'Register 22', 'Register 23', 'Register 24', 'Register 25', 'Register 26']);
    expect((await federation.harvest('FI')).outcome).toBe('held');
    await federation.decide('FI', 'withdraw', { person: 'p1', role: 'operator' });
    expect((await search('')).total).toBe(17);
    expect((await federation.partners())[0]).toMatchObject({ state: 'fresh', held: null, decision: null });
  });
  it('reads whole when there is no feed; what vanished is found', async () => {
    feedOn = false;
    await fi.add({ iri: 'https://thl.example/new', title: { en: 'Brand new' } });
    expect(await federation.harvest('FI')).toMatchObject({ outcome: 'done', changed: 1, withdrawn: 0 });
    expect((await search('Brand new')).total).toBeGreaterThan(0);
  });
  const stateOf = async (n: number) => recordByIri(fr.db, `https://fi.example/dataset/${ids[n] ?? ''}`);
  it('takes the mark off a record that is back, unchanged', async () => {
    const before = await stateOf(3);
    expect(before).toMatchObject({ state: 'missing', kept: true });
    await fi.add({ iri: 'https://thl.example/3', title: { fi: 'Rekisteri 3', en: 'Register 3' }, theme: 'CANCER_DISEASE', holder: 'Laitos' });
    expect(await federation.harvest('FI')).toMatchObject({ outcome: 'done' });
    expect(await stateOf(3)).toMatchObject({ state: 'published', missing_since: null, kept: false, version: before?.version, current: before?.current });
  });
  it('marks what a full read does not bring, and withdraws it after three full reads and seven days', async () => {
    await inTransaction(fi.db, (tx) => withdraw(tx, ids[19] ?? '', { at: systemClock.now(), reason: 'gone' }));
    for (let n = 0; n < 3; n += 1) expect(await federation.harvest('FI')).toMatchObject({ outcome: 'done', withdrawn: 0 });
    expect(await stateOf(19)).toMatchObject({ state: 'missing', missing_runs: 3 });
    expect((await search('"Register 19"')).total).toBe(1);
    later = 8 * 86_400_000;
    expect(await federation.harvest('FI')).toMatchObject({ outcome: 'done', withdrawn: 1 });
    // those a person let stay are not counted
    expect([(await stateOf(19))?.state, (await stateOf(4))?.state]).toEqual(['withdrawn', 'missing']);
  });
  it('holds a catalogue that answers with nothing', async () => {
    empty = true;
    expect(await federation.harvest('FI')).toMatchObject({ outcome: 'held', withdrawn: 0 });
    empty = false;
    expect((await stateOf(0))?.state).toBe('published');
    expect((await federation.harvest('FI')).outcome).toBe('done');
    feedOn = true;
  });
  it('keeps one bad record from hurting the others', async () => {
    await fr.add({ iri: 'https://fr-holder.example/x', title: { en: 'Mine' } });
    const mine = (await search('Mine')).results[0];
    // FI claims an address of FR: refused, told, and everything else arrives
    await fi.db.executeQuery((await import('kysely')).sql`update catalogue_event set object = ${mine?.iri ?? ''}, graph = replace(graph, ${`https://fi.example/dataset/${ids[20]}`}, ${mine?.iri ?? ''}), published = (select max(published) from catalogue_event) + interval '1 second', id = gen_random_uuid() where object = ${`https://fi.example/dataset/${ids[20]}`}`.compile(fi.db));
    await fi.add({ iri: 'https://thl.example/after', title: { en: 'After the bad one' } });
    expect(await federation.harvest('FI')).toMatchObject({ outcome: 'done', refused: 1 });
    expect((await search('"After the bad one"')).total).toBe(1);
    expect((await federation.refusals('FI')).map((one) => one.code)).toEqual(['duplicate-identifier']);
  });
});
