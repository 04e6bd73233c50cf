import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Client } from 'fhir-kit-client';
import n3 from 'n3';
import type { Bundle, CapabilityStatement, Library, OperationOutcome } from 'fhir/r4.d.ts';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { createFeed } from '../../node/catalogue/feed/pages.ts';
import { createFdp } from '../../node/catalogue/publish/fdp.ts';
import type { Sparql } from '../../node/catalogue/sparql/sparql.ts';
import { createSparql } from '../../node/catalogue/sparql/sparql.ts';
import { everyone } from '../../node/http/operation.ts';
import { fdpOperations } from '../../node/http/public/fdp/index.ts';
import { feedOperations } from '../../node/http/public/feed/index.ts';
import { searchOperations } from '../../node/http/public/search/index.ts';
import { sparqlOperations } from '../../node/http/public/sparql/index.ts';
import { createFhir } from '../../node/catalogue/fhir/fhir.ts';
import { agentById } from '../../node/catalogue/agent-store.ts';
import { organizationId } from '../../mappings/dataset-to-fhir/organization.ts';
import { withdraw } from '../../node/catalogue/withdraw.ts';
import { errorHandler } from '../../node/http/errors.ts';
import { catalogueOperations } from '../../node/http/public/catalogue/index.ts';
import { fhirOperations } from '../../node/http/public/fhir/index.ts';
import { createPageRenderer } from '../../node/http/public/portal/page.ts';
import { mount } from '../../node/http/run-operation.ts';
import { inTransaction } from '../../node/storage/db.ts';
import { waitFor } from '../support/wait-for.ts';
import type { TestCatalogue } from './support.ts';
import { descriptionsOf, openTestCatalogue, turtleOf } from './support.ts';

let at: TestCatalogue;
let server: Server;
let base: string;
let sparql: Sparql;
const ids: string[] = [];
const get = (path: string, headers: Record<string, string> = {}) => fetch(base + path, { headers, redirect: 'manual' });

beforeAll(async () => {
  at = await openTestCatalogue();
  const titles = ['Cancer registry', 'Hospital discharges', 'Prescriptions', 'Vaccinations', 'Births'];
  for (const [n, title] of titles.entries())
    ids.push((await at.add({ iri: `https://h.example/${n}`, title: { en: title, fr: `${title} (fr)` }, theme: 'CANCER_DISEASE', individuals: 1000 * (n + 1), holder: `Holder ${n % 2}`, codes: ['C50'], variables: n === 0 ? ['sex', 'year_of_birth'] : [] })).recordId ?? '');
  const app = express();
  app.set('query parser', 'simple');
  sparql = createSparql({ db: at.db, clock: systemClock, newestChange: at.catalogue.newestChange });
  const fhir = createFhir({ catalogue: at.catalogue, demo: true, partners: () => [] });
  mount(app, [...catalogueOperations(at.catalogue, createPageRenderer('/nonexistent')), ...searchOperations(at.catalogue, systemClock.now), ...feedOperations(createFeed(at.db, `${at.publicUrl}/feed`), everyone), ...fdpOperations(createFdp(at.catalogue, '2026-01-01T00:00:00.000Z')), ...sparqlOperations(sparql), ...fhirOperations(fhir, { version: '1', started: '2026-01-01T00:00:00.000Z', name: 'FR' })], () => undefined);
  app.use(errorHandler(pino({ level: 'silent' })));
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await sparql.close();
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
    expect(answers[0]?.headers.get('link')).toContain('<http://creativecommons.org/licenses/by/4.0/>; rel="license"');
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
    const page = await get('/dataset/018f0000-0000-7000-8000-000000000000', { accept: 'text/html' });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<div id="root">');
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

describe('what hangs on a dataset', () => {
  it('gives the data dictionary as CSV and CSVW', async () => {
    expect((await (await get(`/dataset/${ids[0]}/variables.csv`)).text()).split('\r\n').map((line) => line.split(',')[1])).toEqual(['name', 'sex', 'year_of_birth']);
    const csvw = (await (await get(`/dataset/${ids[0]}/variables.json`)).json()) as { tables: { tableSchema: { columns: { name: string }[] } }[] };
    expect(csvw.tables[0]?.tableSchema.columns.map((column) => column.name)).toEqual(['sex', 'year_of_birth']);
  });
  it('tells versions with what changed, by role', async () => {
    await at.add({ iri: 'https://h.example/1', title: { en: 'Hospital discharges', fr: 'Sorties' }, theme: 'CANCER_DISEASE', individuals: 2001, holder: 'Holder 1', codes: ['C50'] });
    const history = (await (await get(`/dataset/${ids[1]}/history`, { accept: 'application/json' })).json()) as { versions: { number: number; by: string; changes: unknown[] }[] };
    expect(history.versions.map((one) => [one.number, one.by, one.changes.length > 0])).toEqual([[2, 'source', true], [1, 'source', false]]);
    const old = (await (await get(`/dataset/${ids[1]}/history`, { accept: 'application/json' })).json()) as { versions: { version: string }[] };
    expect(await (await get(`/dataset/${ids[1]}.ttl?version=${old.versions[1]?.version}`)).text()).toContain('2000');
  });
  it('reports findings as JSON and as a SHACL report, and resolves its nodes', async () => {
    expect(((await (await get(`/dataset/${ids[0]}/report`, { accept: 'application/json' })).json()) as { violations: number }).violations).toBe(0);
    expect(await (await get(`/dataset/${ids[0]}/report`, { accept: 'text/turtle' })).text()).toContain('ValidationReport');
    const agent = new n3.Parser().parse(await (await get(`/dataset/${ids[0]}.ttl`)).text()).find((q) => q.predicate.value.endsWith('custodian'))?.object.value ?? '';
    expect(await (await get(agent.slice(at.publicUrl.length), { accept: 'text/turtle' })).text()).toContain('Holder 0');
  });
  it('is in the sitemap and in exports', async () => {
    expect(await (await get('/sitemap.xml')).text()).toContain(`/dataset/${ids[0]}</loc>`);
    expect((await (await get('/api/v1/search/export?q=registry')).text()).split('\r\n')).toHaveLength(3);
    expect(await (await get('/api/v1/search/export?q=registry&as=ttl')).text()).toContain('Cancer registry');
  });
});

it('an LDES client walks the feed: every entity once, references before what refers to them, members closed', async () => {
  const seen: { object: string; published: string }[] = [];
  const walk = async (path: string): Promise<void> => {
    const answer = await get(path, { accept: 'application/trig' });
    expect(answer.headers.get('content-type')).toContain('application/trig');
    const quads = new n3.Parser({ format: 'application/trig' }).parse(await answer.text());
    const plain = quads.filter((q) => q.graph.termType === 'DefaultGraph');
    for (const member of plain.filter((q) => q.predicate.value === 'https://w3id.org/tree#member').map((q) => q.object.value)) {
      const about = plain.filter((q) => q.subject.value === member);
      expect(about.map((q) => q.predicate.value.split(/[#/]/).at(-1)).sort()).toEqual(['object', 'published', 'type']);
      seen.push({ object: about.find((q) => q.predicate.value.endsWith('#object'))?.object.value ?? '', published: about.find((q) => q.predicate.value.endsWith('#published'))?.object.value ?? '' });
      expect(quads.some((q) => q.graph.value === member)).toBe(true);
    }
    for (const next of plain.filter((q) => q.predicate.value === 'https://w3id.org/tree#node').map((q) => q.object.value)) if (path !== next.slice(at.publicUrl.length) && !walked.has(next)) {
      walked.add(next);
      await walk(next.slice(at.publicUrl.length));
    }
  };
  const walked = new Set<string>();
  await walk('/feed');
  expect(new Set(seen.map((one) => one.object)).size).toBe(seen.length);
  expect(seen.filter((one) => one.object.includes('/dataset/')).length).toBeGreaterThanOrEqual(5);
  const at0 = (part: string) => seen.find((one) => one.object.includes(part))?.published ?? '';
  expect(at0('/agent/') < at0(`/dataset/${ids[0]}`)).toBe(true);
});

it('an FDP client walks root, catalog and datasets; writes are refused', async () => {
  const objects = async (path: string, predicate: string) => new n3.Parser().parse(await (await get(path)).text()).filter((q) => q.predicate.value === predicate).map((q) => q.object.value);
  const [catalog = ''] = await objects('/fdp', 'https://w3id.org/fdp/fdp-o#metadataCatalog');
  const datasets = await objects(catalog.slice(at.publicUrl.length), 'http://www.w3.org/ns/ldp#contains');
  expect(datasets).toHaveLength(5);
  expect(await objects(datasets[0]!.slice(at.publicUrl.length), 'http://purl.org/dc/terms/title')).toContain('Cancer registry');
  expect((await get('/fdp')).headers.get('link')).toContain('DirectContainer');
  expect((await fetch(`${base}/fdp/dataset/x`, { method: 'PUT' })).status).toBe(405);
  expect((await get('/fdp', { accept: 'text/html' })).status).toBe(406);
});

it('SPARQL answers queries and nothing else, within its limits', async () => {
  // 503 with Retry-After is the honest answer while the store is filled, as it is at first and after a query was ended: come back, as any client is told to
  const ask = (query: string, headers: Record<string, string> = {}): Promise<Response> =>
    waitFor('the store is filled', async () => {
      const answer = await get(`/sparql?query=${encodeURIComponent(query)}`, headers);
      return answer.status === 503 && answer.headers.has('retry-after') ? undefined : answer;
    }, { timeoutMs: 25_000, everyMs: 200 });
  const answer = (await (await ask('SELECT (COUNT(*) AS ?n) WHERE { ?d a <http://www.w3.org/ns/dcat#Dataset> }')).json()) as { results: { bindings: { n: { value: string } }[] } };
  expect(answer.results.bindings[0]?.n.value).toBe('5');
  for (const bad of ['INSERT DATA { <a:a> <b:b> <c:c> }', 'SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }', 'LOAD <http://127.0.0.1/>', 'SELECT * FROM <http://x.example/> WHERE { ?s ?p ?o }']) expect((await ask(bad)).status).toBe(403);
  expect((await ask('SELECT nonsense')).status).toBe(400);
  // a cross product of everything: ended after five seconds, and the next query is answered
  expect((await ask('SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }')).status).toBe(422);
  expect((await ask('ASK { ?s ?p ?o }')).status).toBe(200);
}, 60_000);

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

describe('what was never published', () => {
  const text = (title: string, extra = '', more = '') => {
    const [one] = descriptionsOf(turtleOf({ iri: 'https://h.example/drafted', title: { en: title }, more }) + extra);
    if (one === undefined) throw new Error('no dataset in the test text');
    return one;
  };
  it('is in no public answer, neither before nor after the version that is shown', async () => {
    const first = await at.own(text('Kept to ourselves'), { wanted: 'draft' });
    const id = first.recordId ?? '';
    const { version: hidden } = await at.db.withTables<{ catalogue_record: { id: string; version: string } }>().selectFrom('catalogue_record').select('version').where('id', '=', id).executeTakeFirstOrThrow();
    await at.own(text('Shown to all'));
    await at.own(text('Next one, unfinished'), { wanted: 'draft' });
    const history = (await (await get(`/dataset/${id}/history`, { accept: 'application/json' })).json()) as { versions: { number: number }[] };
    expect(history.versions.map((one) => one.number)).toEqual([2]);
    expect((await get(`/dataset/${id}.ttl?version=${hidden}`)).status).toBe(404);
    expect((await get(`/fhir/Library/${id}/_history/1`)).status).toBe(404);
    expect(((await (await get(`/fhir/Library/${id}/_history`)).json()) as Bundle).entry?.map((one) => one.request?.method)).toEqual(['POST']);
    const everything = await Promise.all([`/dataset/${id}.json`, `/dataset/${id}.html`, '/fhir/List/catalogue', `/fhir/Library/${id}/_history`].map(async (path) => (await get(path)).text()));
    for (const answer of everything) {
      expect(answer).toContain('Shown to all');
      expect(answer).not.toMatch(/Kept to ourselves|unfinished/);
    }
    await inTransaction(at.db, (tx) => withdraw(tx, id, { at: '2026-05-01T00:00:00.000Z', reason: 'over' }));
    const gone = await get(`/dataset/${id}.json`);
    expect([gone.status, ((await gone.json()) as { datasetTitle: string }).datasetTitle]).toEqual([410, 'Shown to all']);
  });
  it('is unknown after its withdrawal, too', async () => {
    const [one] = descriptionsOf(turtleOf({ iri: 'https://h.example/never', title: { en: 'Never public' } }));
    const id = (await at.own(one!, { wanted: 'draft' })).recordId ?? '';
    await inTransaction(at.db, (tx) => withdraw(tx, id, { at: '2026-05-01T00:00:00.000Z', reason: 'a secret reason' }));
    const answer = await get(`/dataset/${id}.json`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toMatch(/Never public|secret/);
    expect(await at.catalogue.forApplication(id)).toBeUndefined();
  });
});

describe('entities with addresses of their own', () => {
  const agent = 'https://shared.example/agent';
  const file = 'https://shared.example/file';
  const named = (iri: string, words: string, more = '') => {
    const [one] = descriptionsOf(`${turtleOf({ iri, title: { en: iri }, more: `dct:publisher <${agent}> ; dcat:distribution <${file}> ; ${more}` })}
<${agent}> a foaf:Agent ; foaf:name "${words}"@en . <${file}> a dcat:Distribution ; dct:title "${words}"@en ; dcat:accessURL <https://shared.example/get> .`);
    if (one === undefined) throw new Error('no dataset in the test text');
    return one;
  };
  it('changed words of an agent give a new ETag and a later date, without a new version', async () => {
    const before = named('https://h.example/agents', 'Old name');
    const id = (await at.own(before)).recordId ?? '';
    const marks = async () => {
      const head = await at.catalogue.representations.head(id);
      const tags = await Promise.all([`/dataset/${id}.ttl`, '/catalogue?perPage=500'].map(async (path) => (await get(path)).headers.get('etag') ?? ''));
      return { version: head.version.version, tags, changed: at.catalogue.representations.rdf(head, 'ttl').lastModified };
    };
    const old = await marks();
    const renamed = { ...before, quads: before.quads.map((q) => (q.subject.value === agent && q.object.value === 'Old name' ? n3.DataFactory.quad(q.subject as n3.NamedNode, q.predicate as n3.NamedNode, n3.DataFactory.literal('New name', 'en')) : q)) };
    await at.own(renamed);
    const now = await marks();
    expect(now.version).toBe(old.version);
    expect(now.tags.some((tag) => old.tags.includes(tag))).toBe(false);
    expect(now.changed > old.changed).toBe(true);
    expect(await (await get(`/dataset/${id}.ttl`, { 'if-none-match': old.tags[0] ?? '' })).text()).toContain('New name');
  });
  it('keep the words of the source that told them first; another source keeps its own in its own record, and cannot speak for a dataset', async () => {
    const own = (words: string, source: string) => at.own(named(`https://${source}.example/1`, words, `dcat:distribution <${at.publicUrl}/dataset/${ids[0]}> ;`), { origin: { kind: 'own', source } });
    const told = async () => [(await at.catalogue.entity(file))?.graph ?? '', JSON.stringify((await agentById(at.db, organizationId(agent)))?.agent.name)];
    // "New name" and "Old name" are of the source "test"
    const dataset = await at.catalogue.entity(`${at.publicUrl}/dataset/${ids[0]}`);
    const other = await own('Words of another', 'other');
    expect((await told()).join()).not.toContain('Words of another');
    expect((await at.catalogue.entity(agent))?.graph).toContain('New name');
    expect(await (await get(`/dataset/${other.recordId}.ttl`)).text()).toContain('Words of another');
    expect(await at.catalogue.entity(`${at.publicUrl}/dataset/${ids[0]}`)).toEqual(dataset);
    await at.own(named('https://h.example/agents', 'Third name'));
    for (const words of await told()) expect(words).toContain('Third name');
    // the first one leaves: the next one's words count from its next change on
    const first = (await at.own(named('https://h.example/agents', 'Third name'))).recordId ?? '';
    await inTransaction(at.db, (tx) => withdraw(tx, first, { at: '2026-05-01T00:00:00.000Z', reason: 'over' }));
    await own('Words of another, again', 'other');
    for (const words of await told()) expect(words).toContain('Words of another, again');
  });
});
