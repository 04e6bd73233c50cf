import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLinkProbe } from '../../connectors/links/probe-link.ts';
import { sourceShape } from '../../core/api/sources.ts';
import { fixedClock, systemClock } from '../../core/clock.ts';
import { createAlerts } from '../../node/catalogue/alerts/alerts.ts';
import { createLinkViews, createProber } from '../../node/catalogue/links/prober.ts';
import { searchParameters } from '../../node/catalogue/search/read-query.ts';
import { upsertSource } from '../../node/catalogue/sources/source-store.ts';
import { withdraw } from '../../node/catalogue/withdraw.ts';
import { inTransaction } from '../../node/storage/db.ts';
import type { TestCatalogue } from './support.ts';
import { describeOne, openTestCatalogue } from './support.ts';

// The prober of addresses in records against a real server on loopback, which one source is permitted to name and another is not (catalogue.md §6.7, §7.3).
let at: TestCatalogue;
let server: Server;
let base: string;
const asked: { method: string; path: string; range: string | undefined; at: number }[] = [];
let answer: (req: IncomingMessage, res: ServerResponse) => void = (_req, res) => void res.writeHead(200).end();
const clock = fixedClock(systemClock.now());
const probe = createLinkProbe();
const never = new AbortController().signal;
const proberOf = (paceMs = 1) => createProber({ db: at.db, clock, countryOf: (node) => node, probe: probe.probe, everyMs: 7 * 86_400_000, paceMs, log: { info: () => undefined } });

const dataset = (name: string, source: string, more: string) =>
  at.own(describeOne({ iri: `https://h.example/${name}`, title: { en: `Dataset ${name}` }, more }), { origin: { kind: 'own', source } }).then((result) => result.recordId ?? '');
const distribution = (url: string) => `dcat:distribution [ a dcat:Distribution ; dct:title "Extract" ; dcat:accessURL <${url}> ] ;`;

beforeAll(async () => {
  server = createServer((req, res) => {
    asked.push({ method: req.method ?? '', path: req.url ?? '', range: req.headers.range, at: performance.now() });
    answer(req, res);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  at = await openTestCatalogue();
  await upsertSource(at.db, sourceShape.parse({ id: 'house', kind: 'dcat', address: `${base}/catalogue.ttl`, privateAddresses: true }), 'file', clock.now());
  await upsertSource(at.db, sourceShape.parse({ id: 'outside', kind: 'dcat', address: `${base}/other.ttl` }), 'file', clock.now());
});
afterAll(async () => {
  await probe.close();
  server.closeAllConnections();
  server.close();
  await at.close();
});

it('tries what records name and puts it into score, findings and page; nobody is alerted and the description keeps its version', async () => {
  const alerts = createAlerts({ db: at.db, clock, index: at.catalogue.index, newestChange: at.catalogue.newestChange });
  const good = await dataset('good', 'house', `${distribution(`${base}/good`)} dcat:landingPage <${base}/landing> ;`);
  const bad = await dataset('bad', 'house', distribution(`${base}/gone`));
  await alerts.run();
  await alerts.watch('p', bad);
  const before = await at.catalogue.detail(bad, 'en');
  expect(JSON.stringify(before.quality.detail)).not.toContain('access-url-answers');
  answer = (req, res) => void res.writeHead(req.url === '/gone' ? 404 : 200).end('a body that nobody reads');
  expect(await proberOf().turn(never)).toBe(3);
  const views = createLinkViews({ db: at.db, on: true });
  expect(await views.facts(good, 'NON_PUBLIC')).toMatchObject({ access: 'answers', landing: 'answers', findings: [], checked: 2, unchecked: 0, checkedAt: clock.now() });
  expect((await views.facts(bad, 'NON_PUBLIC')).findings.map((one) => one.found)).toEqual([[`${base}/gone`, 'HTTP 404', clock.now().slice(0, 10)]]);
  const after = await at.catalogue.detail(bad, 'en');
  expect(after.quality.detail).toMatchObject({ open: expect.arrayContaining([expect.objectContaining({ indicator: 'access-url-answers' })]) as unknown });
  expect(after.quality.score).toBeLessThan(before.quality.score ?? 0);
  expect([after.version, after.versions.length]).toEqual([before.version, before.versions.length]);
  // search shows the same score as the page
  const found = await at.catalogue.search(searchParameters.parse({ q: 'bad' }), 'en');
  expect(found.results.map((one) => [one.id, one.score])).toEqual([[bad, after.quality.score]]);
  expect(await alerts.run()).toBe(0);
  // and a real change of the same dataset is told
  await dataset('bad', 'house', `${distribution(`${base}/good`)} dct:language <http://publications.europa.eu/resource/authority/language/FRA> ;`);
  expect(await alerts.run()).toBe(1);
  expect((await alerts.alerts('p')).map((one) => one.reason)).toEqual(['changed']);
});

it('asks with HEAD, then for one byte where HEAD says nothing, and never for what it knows already', async () => {
  await dataset('no-head', 'house', distribution(`${base}/no-head`));
  asked.length = 0;
  answer = (req, res) => void (req.method === 'HEAD' ? res.writeHead(405).end() : res.writeHead(206, { 'content-range': 'bytes 0-0/5' }).end('x'));
  await proberOf().turn(never);
  expect(asked.map(({ method, path, range }) => [method, path, range])).toEqual([['HEAD', '/no-head', undefined], ['GET', '/no-head', 'bytes=0-0']]);
  expect(await proberOf().turn(never)).toBe(0);
});

it('never connects to a private address that the source of the record does not permit', async () => {
  const id = await dataset('sneaky', 'outside', `${distribution(`${base}/inside`)} dcat:landingPage <http://169.254.169.254/latest/meta-data> ;`);
  const holder = await dataset('holder', 'holder:Somebody', distribution(`${base}/inside-too`));
  asked.length = 0;
  await proberOf().turn(never);
  expect(asked).toEqual([]);
  const views = createLinkViews({ db: at.db, on: true });
  expect(await views.facts(id, 'PUBLIC')).toMatchObject({ access: 'unchecked', landing: 'unchecked', findings: [] });
  expect(await views.facts(holder, 'PUBLIC')).toMatchObject({ access: 'unchecked', findings: [] });
  // not even by a redirect from a permitted address
  await dataset('redirects', 'house', distribution(`${base}/away`));
  answer = (_req, res) => void res.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
  await proberOf().turn(never);
  const { rows } = await sql<{ outcome: string; code: string }>`select outcome, code from catalogue_link where url = ${`${base}/away`}`.execute(at.db);
  expect(rows).toEqual([{ outcome: 'refused', code: 'blocked-address' }]);
});

it('believes a failure the second time it happens, an hour later', async () => {
  const id = await dataset('failing', 'house', distribution(`${base}/failing`));
  answer = (_req, res) => void res.writeHead(500).end();
  const views = createLinkViews({ db: at.db, on: true });
  await proberOf().turn(never);
  expect(await views.facts(id, 'PUBLIC')).toMatchObject({ access: 'unchecked', findings: [] });
  expect(await proberOf().turn(never)).toBe(0);
  clock.advance(3_600_001);
  await proberOf().turn(never);
  expect((await views.facts(id, 'PUBLIC')).findings.map((one) => one.found[1])).toEqual(['HTTP 500']);
  answer = (_req, res) => void res.writeHead(200).end();
  clock.advance(7 * 86_400_000 + 1);
  await proberOf().turn(never);
  expect(await views.facts(id, 'PUBLIC')).toMatchObject({ access: 'answers', findings: [] });
});

it('keeps the pause between two requests to one host, and waits when it is asked to', async () => {
  await dataset('paced', 'house', ['a', 'b', 'c'].map((name) => distribution(`${base}/paced-${name}`)).join(' '));
  const id = await dataset('busy', 'house', distribution(`${base}/busy`));
  asked.length = 0;
  answer = (req, res) => void (req.url === '/busy' ? res.writeHead(429, { 'retry-after': '7200' }).end() : res.writeHead(200).end());
  await proberOf(120).turn(never);
  const times = asked.map((one) => one.at);
  expect(times).toHaveLength(4);
  for (const [index, time] of times.entries()) if (index > 0) expect(time - (times[index - 1] ?? 0)).toBeGreaterThan(100);
  expect(await createLinkViews({ db: at.db, on: true }).facts(id, 'PUBLIC')).toMatchObject({ access: 'unchecked' });
  clock.advance(3_600_001);
  expect(await proberOf().turn(never)).toBe(0);
  clock.advance(3_600_001);
  answer = (_req, res) => void res.writeHead(200).end();
  expect(await proberOf().turn(never)).toBe(1);
});

it('stops in the middle and goes on later; forgets what nobody names any more', async () => {
  const id = await dataset('cut', 'house', ['a', 'b', 'c'].map((name) => distribution(`${base}/cut-${name}`)).join(' '));
  const stop = new AbortController();
  asked.length = 0;
  answer = (_req, res) => {
    stop.abort();
    res.writeHead(200).end();
  };
  await proberOf(50).turn(stop.signal);
  expect(asked).toHaveLength(1);
  answer = (_req, res) => void res.writeHead(200).end();
  expect(await proberOf().turn(never)).toBe(3);
  await inTransaction(at.db, (tx) => withdraw(tx, id, { at: clock.now(), reason: 'closed' }));
  clock.advance(7 * 86_400_000 + 1);
  await proberOf().turn(never);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from catalogue_link where url like ${`${base}/cut-%`}`.execute(at.db);
  expect(rows[0]?.n).toBe(0);
});
