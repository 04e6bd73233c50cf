import { createHash } from 'node:crypto';
import { Parser } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { JsonLdParser } from 'jsonld-streaming-parser';
import type { Quad } from 'n3';
import type { DatasetSummary, SearchAnswer } from '../../../core/api/datasets.ts';
import { searchAnswer } from '../../../core/api/datasets.ts';
import type { DemoNode } from '../places.ts';
import type { Api } from './api.ts';
import type { Journey } from './journey.ts';
import { expect, patienceMs, until } from './journey.ts';

export const countries = ['FR', 'FI', 'DE'] as const;
const fewest = 12;

export const search = (api: Api, node: DemoNode, query: Record<string, string>): Promise<SearchAnswer> => api.read(searchAnswer, node, 'GET', `/api/v1/search?${new URLSearchParams(query).toString()}`);

/** One dataset of every country, as France's own search gives them. */
export const oneOfEach = async (api: Api): Promise<Record<(typeof countries)[number], DatasetSummary>> => {
  const found = await Promise.all(countries.map(async (node) => (await search(api, 'FR', { node })).results[0]));
  const [FR, FI, DE] = found;
  if (FR === undefined || FI === undefined || DE === undefined) throw new Error('France does not know a dataset of every country');
  return { FR, FI, DE };
};

const parseWith = async (parser: NodeJS.ReadWriteStream, text: string): Promise<Quad[]> => {
  const quads: Quad[] = [];
  return new Promise((done, fail) => {
    parser.on('data', (quad) => quads.push(quad as unknown as Quad));
    parser.on('error', fail);
    parser.on('end', () => done(quads));
    parser.write(text);
    parser.end();
  });
};

/** Every form is read by a parser of its own and must hold the same titles. */
const readers: Record<string, (text: string) => Promise<Quad[]>> = {
  'text/turtle': async (text) => new Parser({ format: 'text/turtle' }).parse(text),
  'application/n-triples': async (text) => new Parser({ format: 'application/n-triples' }).parse(text),
  'application/rdf+xml': (text) => parseWith(new RdfXmlParser() as unknown as NodeJS.ReadWriteStream, text),
  'application/ld+json': (text) => parseWith(new JsonLdParser() as unknown as NodeJS.ReadWriteStream, text),
};

const titlesIn = (quads: readonly Quad[]): string =>
  quads.filter((quad) => quad.predicate.value === 'http://purl.org/dc/terms/title').map((quad) => quad.object.value).sort().join(' | ');

const allForms = async (api: Api, node: DemoNode, path: string): Promise<string> => {
  const seen = new Map<string, string>();
  let triples = 0;
  for (const [type, reader] of Object.entries(readers)) {
    const reply = await api.call(node, 'GET', path, { accept: type });
    expect(reply.status === 200 && reply.type.startsWith(type), `${path} as ${type}: ${reply.status} ${reply.type}`);
    const quads = await reader(reply.text);
    triples = Math.max(triples, quads.length);
    seen.set(type, titlesIn(quads));
  }
  const distinct = new Set(seen.values());
  expect(distinct.size === 1 && !distinct.has(''), `the forms differ in their titles: ${[...seen].map(([type, titles]) => `${type}: ${createHash('sha1').update(titles).digest('hex').slice(0, 6)}`).join(', ')}`);
  return `${triples} triples`;
};

const asPage = async (api: Api, node: DemoNode, path: string, title: string): Promise<void> => {
  const page = await api.call(node, 'GET', path, { accept: 'text/html' });
  expect(page.status === 200 && page.type.startsWith('text/html'), `${path} as HTML: ${page.status} ${page.type}`);
  expect(/<title>[^<]+<\/title>/.test(page.text), 'the page has no title');
  expect(page.text.includes(title.replaceAll('&', '&amp;')) || page.text.includes(title), `the page does not carry the dataset's title "${title}"`);
};

export const catalogueSteps = async (journey: Journey, api: Api): Promise<void> => {
  await journey.step('national catalogues imported', ['every node is ready'], async () => {
    const counts = await Promise.all(
      countries.map((node) =>
        until(`${fewest} datasets in ${node}`, patienceMs, async () => {
          const count = (await search(api, node, {})).nodes.find((one) => one.node === node)?.datasets ?? 0;
          return count >= fewest ? { found: `${node} ${count}` } : { still: `${count} datasets` };
        }),
      ),
    );
    return counts.join(', ');
  });
  await journey.step('partners harvested each other', ['national catalogues imported'], async () =>
    until('hits of FR, FI and DE in France, all fresh', patienceMs, async () => {
      const { nodes } = await search(api, 'FR', {});
      const line = countries.map((node) => nodes.find((one) => one.node === node)).map((one) => `${one?.node} ${one?.hits ?? 0} ${one?.state ?? 'absent'}`).join(', ');
      const good = countries.every((id) => nodes.some((one) => one.node === id && one.hits >= fewest && ['own', 'fresh'].includes(one.state)));
      return good ? { found: line } : { still: line };
    }),
  );
  await journey.step('one question, three countries', ['partners harvested each other'], async () => {
    const answer = await search(api, 'FI', { q: 'cancer', lang: 'en' });
    const hits = answer.nodes.filter((one) => one.hits > 0);
    expect(hits.length >= 2, `"cancer" was found in ${hits.map((one) => one.node).join(', ') || 'no country'} only`);
    return `"cancer" in Finland: ${answer.total} hits in ${hits.map((one) => `${one.node} ${one.hits}`).join(', ')}; ${answer.facets.length} facets`;
  });
  await journey.step('a dataset in five forms', ['partners harvested each other'], async () => {
    const { FR } = await oneOfEach(api);
    const path = new URL(FR.iri).pathname;
    const seen = await allForms(api, 'FR', path);
    await asPage(api, 'FR', path, FR.title);
    return `${path}: Turtle, JSON-LD, RDF/XML, N-Triples, HTML; ${seen}`;
  });
  await journey.step('the same dataset as FHIR', ['partners harvested each other'], async () => {
    const { FR } = await oneOfEach(api);
    const library = (await api.call('FR', 'GET', `/fhir/Library/${FR.id}`, { accept: 'application/fhir+json' })).json();
    expect(library['resourceType'] === 'Library' && typeof library['title'] === 'string', `not a Library: ${JSON.stringify(library).slice(0, 200)}`);
    const metadata = (await api.call('FR', 'GET', '/fhir/metadata', { accept: 'application/fhir+json' })).json();
    expect(metadata['resourceType'] === 'CapabilityStatement', 'no CapabilityStatement at /fhir/metadata');
    return `Library "${String(library['title'])}", FHIR ${String(metadata['fhirVersion'])}`;
  });
};
