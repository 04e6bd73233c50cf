import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Client } from 'fhir-kit-client';
import n3 from 'n3';
import type { Bundle, CapabilityStatement, Library, OperationOutcome } from 'fhir/r4.d.ts';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFhir } from '../../node/catalogue/fhir/fhir.ts';
import { withdraw } from '../../node/catalogue/withdraw.ts';
import { errorHandler } from '../../node/http/errors.ts';
import { catalogueOperations } from '../../node/http/public/catalogue/index.ts';
import { fhirOperations } from '../../node/http/public/fhir/index.ts';
import { createPageRenderer } from '../../node/http/public/portal/page.ts';
import { mount } from '../../node/http/run-operation.ts';
import { inTransaction } from '../../node/storage/db.ts';
import type { TestCatalogue } from './support.ts';
import { openTestCatalogue } from './support.ts';

let at: TestCatalogue;
let server: Server;
let base: string;
const ids: string[] = [];
const get = (path: string, headers: Record<string, string> = {}) => fetch(base + path, { headers, redirect: 'manual' });

beforeAll(async () => {
  at = await openTestCatalogue();
  const titles = ['Cancer registry', 'Hospital discharges', 'Prescriptions', 'Vaccinations', 'Births'];
  for (const [n, title] of titles.entries())
    ids.push((await at.add({ iri: `https://h.example/${n}`, title: { en: title, fr: `${title} (fr)` }, theme: 'CANCER_DISEASE', individuals: 1000 * (n + 1), holder: `Holder ${n % 2}`, codes: ['C50'], variables: n === 0 ? ['sex', 'year_of_birth'] : [] })).recordId ?? '');
  const app = express();
  app.set('query parser', 'simple');
  const fhir = createFhir({ catalogue: at.catalogue, demo: true, partners: () => [] });
  mount(app, [...catalogueOperations(at.catalogue, createPageRenderer('/nonexistent')), ...fhirOperations(fhir, { version: '1', started: '2026-01-01T00:00:00.000Z', name: 'FR' })], () => undefined);
  app.use(errorHandler(pino({ level: 'silent' })));
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await at.close();
});

describe('a dataset', () => {
  it.each([['text/turtle', 'ttl'], ['application/ld+json', 'jsonld'], ['application/rdf+xml', 'rdf'], ['application/n-triples', 'nt'], ['application/json', 'json'], ['text/html', 'html']])('answers as %s by Accept, by extension and by ?format=', async (type, extension) => {
    const answers = await Promise.all([get(`/dataset/${ids[0]}`, { accept: type }), get(`/dataset/${ids[0]}.${extension}`), get(`/dataset/${ids[0]}?format=${extension}`)]);
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain(type);
      expect(answer.headers.get('vary')).toContain('Accept');
      expect(await answer.text()).toContain('Cancer registry');
    }
    expect(answers[0]?.headers.get('link')).toContain('rel="canonical"');
  });
  it('respects q-values and refuses what nobody writes, with the list', async () => {
    expect((await get(`/dataset/${ids[0]}`, { accept: 'text/turtle;q=0.5, application/ld+json;q=0.9' })).headers.get('content-type')).toContain('ld+json');
    expect((await get(`/dataset/${ids[0]}`, { accept: '*/*' })).headers.get('content-type')).toContain('text/html');
    const refused = await get(`/dataset/${ids[0]}`, { accept: 'image/png' });
    expect(refused.status).toBe(406);
    expect(((await refused.json()) as { available: string[] }).available).toContain('text/turtle');
  });
  it('answers 304 to both conditional forms', async () => {
    const first = await get(`/dataset/${ids[0]}.ttl`);
    expect((await get(`/dataset/${ids[0]}.ttl`, { 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304);
    expect((await get(`/dataset/${ids[0]}.ttl`, { 'if-modified-since': first.headers.get('last-modified') ?? '' })).status).toBe(304);
  });
  it('is 404 when unknown, in words', async () => {
    expect((await get('/dataset/018f0000-0000-7000-8000-000000000000.ttl')).status).toBe(404);
    expect((await get('/dataset/nonsense')).status).toBe(404);
  });
});

describe('the catalogue', () => {
  it('is walked by its hydra links, every dataset once', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/catalogue?after=&perPage=2';
    for (let pages = 0; path !== undefined && pages < 10; pages += 1) {
      const quads: n3.Quad[] = new n3.Parser().parse(await (await get(path)).text());
      seen.push(...quads.filter((q) => q.predicate.value === 'http://www.w3.org/ns/dcat#dataset').map((q) => q.object.value));
      const next: string | undefined = quads.find((q) => q.predicate.value === 'http://www.w3.org/ns/hydra/core#next')?.object.value;
      path = next?.slice(at.publicUrl.length);
    }
    expect(seen).toEqual(ids.map((id) => `${at.publicUrl}/dataset/${id}`));
  });
  it('gives only what changed since', async () => {
    expect(await (await get('/catalogue?modified_since=2999-01-01')).text()).not.toContain('Cancer registry');
    expect((await get('/catalogue?modified_since=yesterday')).status).toBe(400);
    expect((await get('/catalogue?after=nonsense')).status).toBe(400);
  });
});

describe('FHIR, by fhir-kit-client', () => {
  const client = () => new Client({ baseUrl: `${base}/fhir` });
  it('tells in the CapabilityStatement what it does', async () => {
    const statement = (await client().capabilityStatement()) as unknown as CapabilityStatement;
    const library = statement.rest?.[0]?.resource?.find((one) => one.type === 'Library');
    expect(library?.interaction?.map((one) => one.code)).toEqual(['read', 'vread', 'history-instance', 'search-type']);
    for (const parameter of library?.searchParam ?? []) {
      const answer = (await client().search({ resourceType: 'Library', searchParams: { [parameter.name]: parameter.type === 'date' ? '2020' : parameter.type === 'number' || parameter.type === 'quantity' ? '5' : parameter.type === 'composite' ? (parameter.name.endsWith('quantity') ? 'age$5' : 'focus$C50') : 'x' } })) as unknown as Bundle;
      expect(answer.entry?.some((entry) => entry.search?.mode === 'outcome') ?? false, parameter.name).toBe(false);
    }
  });
  it('searches, pages, includes, and names what it does not support', async () => {
    const first = (await client().search({ resourceType: 'Library', searchParams: { topic: 'CANCER_DISEASE', _count: 2, _sort: 'title', _include: 'Library:custodian', nonsense: 'x' } })) as unknown as Bundle;
    expect(first.total).toBe(5);
    expect(first.entry?.filter((e) => e.search?.mode === 'match').map((e) => (e.resource as Library).title)).toEqual(['Births', 'Cancer registry']);
    expect(first.entry?.filter((e) => e.search?.mode === 'include').length).toBeGreaterThan(0);
    expect((first.entry?.find((e) => e.search?.mode === 'outcome')?.resource as OperationOutcome).issue[0]?.details?.text).toContain('nonsense');
    const next = first.link?.find((link) => link.relation === 'next')?.url ?? '';
    const second = (await (await fetch(next.replace(at.publicUrl, base))).json()) as Bundle;
    expect((second.entry?.[0]?.resource as Library).title).toBe('Hospital discharges');
  });
  it.each([
    ['individuals', 'gt3000', 2], ['title:contains', 'registry', 1], ['variable', 'year', 1], ['access-rights', 'NON_PUBLIC', 5], ['identifier', 'https://h.example/2', 1], ['topic:not', 'CANCER_DISEASE', 0],
    ['jurisdiction:missing', 'true', 5], ['_text', 'registry', 1], ['context-type-value', 'focus$C50', 5], ['status', 'retired', 0], ['node', 'FR', 5],
  ])('%s=%s finds %i', async (name, value, total) => {
    expect(((await client().search({ resourceType: 'Library', searchParams: { [name]: value } })) as unknown as Bundle).total).toBe(total);
  });
  it('reads, versions, compares, and tells what FHIR does not carry', async () => {
    const library = (await client().read({ resourceType: 'Library', id: ids[0] ?? '' })) as unknown as Library;
    expect(library.url).toBe(`${at.publicUrl}/dataset/${ids[0]}`);
    expect(((await client().vread({ resourceType: 'Library', id: ids[0] ?? '', version: '1' })) as unknown as Library).meta?.versionId).toBe('1');
    expect(((await client().resourceHistory({ resourceType: 'Library', id: ids[0] ?? '' })) as unknown as Bundle).total).toBe(1);
    const report = (await (await get(`/fhir/Library/${ids[0]}/$mapping-report`)).json()) as OperationOutcome;
    expect(report.issue.some((issue) => issue.expression?.[0]?.startsWith('healthdcatap:hasVariables'))).toBe(true);
    const custodian = library.extension?.find((one) => one.url.endsWith(':custodian'))?.valueReference?.reference ?? '';
    expect(((await (await get(`/fhir/${custodian}`)).json()) as { name: string }).name).toBe('Holder 0');
  });
  it('refuses XML and unknown parameters under strict handling with an OperationOutcome', async () => {
    expect((await get('/fhir/Library', { accept: 'application/fhir+xml' })).status).toBe(406);
    const strict = await get('/fhir/Library?nonsense=1', { prefer: 'handling=strict' });
    expect([strict.status, ((await strict.json()) as OperationOutcome).resourceType]).toEqual([400, 'OperationOutcome']);
  });
});

it('a withdrawn dataset is 410 with title, date and reason in the asked format, and leaves search', async () => {
  const id = ids[4] ?? '';
  await inTransaction(at.db, (tx) => withdraw(tx, id, { at: '2026-05-01T00:00:00.000Z', reason: 'superseded', successor: `${at.publicUrl}/dataset/${ids[0]}` }));
  for (const format of ['ttl', 'jsonld', 'json', 'html']) {
    const answer = await get(`/dataset/${id}.${format}`);
    expect([format, answer.status]).toEqual([format, 410]);
    expect(await answer.text()).toContain('Births');
  }
  expect((await get(`/fhir/Library/${id}`)).status).toBe(410);
  expect(at.catalogue.index.size()).toBe(5);
  await at.catalogue.index.refresh();
  expect(at.catalogue.index.size()).toBe(4);
});
