import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Bundle, CapabilityStatement, Library, SearchParameter } from 'fhir/r4.d.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFhir } from '../../node/catalogue/fhir/fhir.ts';
import { errorHandler } from '../../node/http/errors.ts';
import { fhirOperations } from '../../node/http/public/fhir/index.ts';
import { mount } from '../../node/http/run-operation.ts';
import type { TestCatalogue } from './support.ts';
import { openTestCatalogue } from './support.ts';

let here: TestCatalogue;
let server: Server;
let base = '';
beforeAll(async () => {
  here = await openTestCatalogue();
  await here.add({ iri: 'https://h.example/1', title: { en: 'One' }, individuals: 12 });
  const app = express();
  mount(app, fhirOperations(createFhir({ catalogue: here.catalogue, demo: false, partners: () => [] }), { version: '1', started: '2026-01-01T00:00:00.000Z', name: 'Test' }), () => undefined);
  app.use(errorHandler(pino({ level: 'silent' })));
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
});
afterAll(async () => {
  server.close();
  await here.close();
});
const get = async <T>(path: string): Promise<T> => (await (await fetch(`${base}/${path}`)).json()) as T;

it('everything the CapabilityStatement refers to is there, and search parameters say what the search does', async () => {
  const statement = await get<CapabilityStatement>('metadata');
  const resources = statement.rest?.[0]?.resource ?? [];
  expect(resources.map(({ type }) => type)).toEqual(expect.arrayContaining(['Library', 'SearchParameter', 'StructureDefinition', 'OperationDefinition']));
  let own = 0;
  for (const { type, searchParam = [] } of resources) {
    for (const { name, definition, type: kind } of searchParam) {
      if (definition === undefined) continue;
      own += 1;
      const found = (await get<Bundle<SearchParameter>>(`SearchParameter?url=${encodeURIComponent(definition)}`)).entry?.map(({ resource }) => resource) ?? [];
      expect(found).toEqual([expect.objectContaining({ url: definition, code: name, type: kind, base: expect.arrayContaining([type]) as string[] })]);
      expect(await get<SearchParameter>(`SearchParameter/${found[0]?.id ?? ''}`)).toEqual(found[0]);
    }
  }
  expect(own).toBeGreaterThanOrEqual(9);
  for (const { operation = [] } of resources) for (const { definition } of operation) expect((await get<Bundle>(`OperationDefinition?url=${encodeURIComponent(definition)}`)).total).toBe(1);
  expect((await fetch(`${base}/SearchParameter/nothing`)).status).toBe(404);
});

it('every extension of a Library has a definition', async () => {
  const library = (await get<Bundle<Library>>('Library')).entry?.[0]?.resource;
  const urls = [...new Set([...JSON.stringify(library).matchAll(/"url":"(urn:ehds-node:fhir:[^"]+)"/g)].map((match) => match[1] ?? ''))];
  expect(urls.length).toBeGreaterThan(3);
  for (const url of urls) expect([url, (await get<Bundle>(`StructureDefinition?url=${encodeURIComponent(url)}`)).total]).toEqual([url, 1]);
});
