import { createHttpClient } from '../../connectors/http/http-client.ts';
import { readLdes } from '../../connectors/ldes/read-ldes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SourceKind } from '../../core/api/sources.ts';
import { sourceShape } from '../../core/api/sources.ts';
import { systemClock } from '../../core/clock.ts';
import type { ReadEvent } from '../../mappings/source-events/read-event.ts';
import { createReader } from '../../node/wiring/sources.ts';
import type { Site } from './support/web.ts';
import { startSite } from './support/web.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const walk = async (kind: SourceKind, path: string, position?: string): Promise<ReadEvent[]> => {
  const source = sourceShape.parse({ id: 'x', kind, address: site.url + path, privateAddresses: true, limits: { perSecond: 100, tries: 1 } });
  const events: ReadEvent[] = [];
  const context = { source, resumeFrom: undefined, position, full: position === undefined, now: systemClock.now(), signal: new AbortController().signal, recall: () => Promise.resolve(undefined), remember: () => Promise.resolve() };
  for await (const event of createReader(systemClock, '/nowhere')(context)) events.push(event);
  return events;
};
const found = (events: readonly ReadEvent[]) => events.flatMap((event) => (event.type === 'description' ? [event.description] : []));
const prefixes = '@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix ldp: <http://www.w3.org/ns/ldp#> . @prefix fdp: <https://w3id.org/fdp/fdp-o#> .\n';

it('walks a FAIR Data Point: shared members once, distributions joined, an unreadable member keeps what is stored', async () => {
  const pages: Record<string, string> = {
    '/fdp': '<> a fdp:FAIRDataPoint ; dct:title "FDP" ; fdp:metadataCatalog </c1>, </c2> .',
    '/c1': '<> a dcat:Catalog ; dcat:dataset </d1>, </d2> . </d1> a dcat:Dataset ; dct:title "short" .',
    '/c2': '<> a dcat:Catalog ; dcat:dataset </d1>, </gone> .',
    '/d1': '<> a dcat:Dataset ; dct:title "One" ; dcat:distribution </x1> .',
    '/d2': '<> a dcat:Dataset ; dct:title "Two" .',
    '/x1': '<> a dcat:Distribution ; dcat:accessURL <https://example.org/data> .',
  };
  site.answer = (req, res) => {
    const page = pages[req.url ?? ''];
    if (page === undefined) return void res.writeHead(404).end();
    res.writeHead(200, { 'content-type': 'text/turtle' }).end(prefixes + page);
  };
  const events = await walk('fdp', '/fdp');
  const descriptions = found(events);
  expect(descriptions.map((one) => one.iri.replace(site.url, '')).sort()).toEqual(['/d1', '/d2']);
  expect(descriptions.flatMap((one) => one.quads).some((quad) => quad.object.value === 'https://example.org/data')).toBe(true);
  expect(events).toContainEqual({ type: 'problem', problem: expect.objectContaining({ code: 'unreadable', record: `${site.url}/gone` }) });
  expect(events.at(-1)).toMatchObject({ type: 'incomplete', code: 'unreadable' });
});

it('reads what changed on a FHIR server, and what was deleted when it tells so', async () => {
  const asked: string[] = [];
  const library = (id: string, url?: string) => ({ resourceType: 'Library', id, status: 'active', type: { coding: [{ code: 'asset-collection' }] }, title: `Title ${id}`, ...(url === undefined ? {} : { url }) });
  const answers: Record<string, object> = {
    '/fhir/metadata': { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [{ mode: 'server', resource: [{ type: 'Library', interaction: [{ code: 'search-type' }, { code: 'history-type' }] }] }] },
    '/fhir/Library': { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: library('a') }] },
    '/fhir/Library/_history': { resourceType: 'Bundle', type: 'history', link: [{ relation: 'next', url: `${site.url}/fhir/more` }], entry: [
      { request: { method: 'PUT', url: 'Library/back' }, resource: library('back') }, { request: { method: 'DELETE', url: 'Library/back' } }, { request: { method: 'DELETE', url: 'Library/gone' } },
    ] },
    '/fhir/more': { resourceType: 'Bundle', type: 'history', entry: [{ request: { method: 'DELETE', url: `${site.url}/fhir/Library/forgotten` } }] },
    '/fhir/Library/gone/_history': { resourceType: 'Bundle', type: 'history', entry: [{ request: { method: 'DELETE', url: 'Library/gone' } }, { request: { method: 'PUT', url: 'Library/gone' }, resource: library('gone', 'https://holder.example/gone') }] },
  };
  site.answer = (req, res) => {
    const path = (req.url ?? '').split('?')[0] ?? '';
    asked.push(req.url ?? '');
    const answer = answers[path];
    res.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(answer ?? { resourceType: 'OperationOutcome', issue: [] }));
  };
  const first = await walk('fhir', '/fhir');
  expect(asked.some((url) => url.includes('_history'))).toBe(false);
  expect(first.filter((event) => event.type === 'gone')).toEqual([]);
  const later = await walk('fhir', '/fhir', '2026-01-01T00:00:00.000Z');
  expect(later[0]).toEqual({ type: 'partial' });
  expect(later.flatMap((event) => (event.type === 'gone' ? [event.iri] : []))).toEqual(['https://holder.example/gone', `${site.url}/fhir/Library/forgotten`]);
  expect(later.at(-1)).toMatchObject({ type: 'next-position' });
});

it('walks a feed: the latest member counts, a Delete is explicit, a loop ends, and the next walk starts later', async () => {
  const member = (n: number, type: string, object: string, payload = ''): string =>
    `<${site.url}/e/${n}> a <https://www.w3.org/ns/activitystreams#${type}> ; <https://www.w3.org/ns/activitystreams#object> <${object}> ; <https://www.w3.org/ns/activitystreams#published> "2026-01-0${n}T00:00:00.000Z" . ${payload === '' ? '' : `GRAPH <${site.url}/e/${n}> { ${payload} }`}\n`;
  const dataset = (title: string): string => `<http://x/a> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "${title}" .`;
  const link = (to: string): string => `<> <https://w3id.org/tree#relation> [ <https://w3id.org/tree#node> <${to}> ] .\n`;
  const pages: Record<string, string> = {
    '/feed': `<> a <https://w3id.org/ldes#EventStream> . ${link('/p1')}`,
    '/p1': member(1, 'Create', 'http://x/a', dataset('Old')) + member(2, 'Create', 'http://x/b', '<http://x/b> a <http://www.w3.org/ns/dcat#Dataset> .') + link('/p2'),
    '/p2': member(3, 'Update', 'http://x/a', dataset('New')) + member(4, 'Delete', 'http://x/b') + link('/p1'),
  };
  site.answer = (req, res) => void res.writeHead(200, { 'content-type': 'application/trig' }).end(pages[req.url ?? ''] ?? '');
  const events = await walk('ldes', '/feed');
  expect(found(events).map((one) => [one.iri, one.quads.find((quad) => quad.object.termType === 'Literal')?.object.value])).toEqual([['http://x/a', 'New']]);
  expect(events).toContainEqual(expect.objectContaining({ type: 'gone', iri: 'http://x/b' }));
  expect(events.at(-1)).toEqual({ type: 'next-position', position: '2026-01-04T00:00:00.000Z' });
  const client = createHttpClient({ address: site.url, privateAddresses: true, clock: systemClock, limits: { perSecond: 100, tries: 1 } });
  const source = sourceShape.parse({ id: 'x', kind: 'ldes', address: `${site.url}/feed`, privateAddresses: true });
  const context = { source, resumeFrom: undefined, position: undefined, full: true, now: systemClock.now(), signal: new AbortController().signal, recall: () => Promise.resolve(undefined), remember: () => Promise.resolve() };
  const drain = async (): Promise<void> => {
    for await (const event of readLdes(context, client, undefined, 2)) expect(event.type).not.toBe('description');
  };
  await expect(drain()).rejects.toMatchObject({ code: 'too-large', detail: expect.stringContaining('more than 2 statements, which is the limit for one walk') as string });
  await client.close();
  const later = await walk('ldes', '/feed', '2026-01-03T00:00:00.000Z');
  expect(found(later)).toEqual([]);
  expect(later.filter((event) => event.type === 'gone')).toHaveLength(1);
});
