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
  await here.add({
    iri: 'https://h.example/rich', title: { en: 'Énergie: 2nd survey (children)', fr: 'Énergie : enquête' }, theme: 'CANCER_DISEASE', category: 'EHRS', codes: ['E11'], individuals: 40, variables: ['age'],
    more: `health:hdab <https://h.example/hdab> ; dct:publisher <https://h.example/publisher> ; dct:spatial <http://publications.europa.eu/resource/authority/country/FRA> ; dct:modified "2026-03-31"^^xsd:date ; dct:source <https://h.example/1> ;
      dcat:version "3.1" ; dcat:hasVersion <https://h.example/2> ; health:numberOfRecords "400"^^xsd:nonNegativeInteger ; health:minTypicalAge "2"^^xsd:nonNegativeInteger ; health:maxTypicalAge "9"^^xsd:nonNegativeInteger ;
      health:hasCodingSystem hd:coding-system\\/ICD-10 ; <https://w3id.org/dpv#hasPersonalData> <https://w3id.org/dpv/dpv-pd#Gender> ; dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2020-01-01"^^xsd:date ; dcat:endDate "2024-12-31"^^xsd:date ] ;
      dcat:distribution <https://h.example/dist> . <https://h.example/dist> a dcat:Distribution ; dct:title "Extract" ; dcat:accessURL <https://h.example/get> ; dcat:mediaType <http://www.iana.org/assignments/media-types/text/csv> .
      <https://h.example/hdab> a foaf:Agent ; foaf:name "Body"@en . <https://h.example/publisher> a foaf:Agent ; foaf:name "Office"@en ; dct:type <https://hdeu-dcat.data.health.europa.eu/resource/authority/publisher-type/ACADEMIA-SCIENTIFIC-ORGANISATION> . <https://h.example/rich> a dcat:Dataset ;`,
  });
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

/** A value for each search parameter, read off a Library as any client would (R4 expressions of Library, and the own ones of the SearchParameter resources). */
const valueFor = (name: string, one: Library): string | undefined => {
  const extension = (wanted: string) => one.extension?.find(({ url }) => url === `urn:ehds-node:fhir:${wanted}`);
  const [content] = one.content ?? [];
  const values: Readonly<Record<string, string | undefined>> = {
    _id: one.id, _lastUpdated: one.meta?.lastUpdated, _tag: `${one.meta?.tag?.[0]?.system ?? ''}|${one.meta?.tag?.[0]?.code ?? ''}`, url: one.url, identifier: `${one.identifier?.[0]?.system ?? ''}|${one.identifier?.[0]?.value ?? ''}`,
    version: one.version, status: one.status, type: one.type.coding?.[0]?.code, name: one.name, title: one.title, description: one.description?.slice(0, 12), publisher: one.publisher, date: one.date, effective: one.effectivePeriod?.start,
    topic: `${one.topic?.[0]?.coding?.[0]?.system ?? ''}|${one.topic?.[0]?.coding?.[0]?.code ?? ''}`, jurisdiction: `${one.jurisdiction?.[0]?.coding?.[0]?.system ?? ''}|${one.jurisdiction?.[0]?.coding?.[0]?.code ?? ''}`,
    'content-type': content?.contentType, context: 'E11', 'context-type': 'age', 'context-quantity': 'ge5', 'context-type-value': 'focus$E11', 'context-type-quantity': 'age$ge5', 'derived-from': 'https://h.example/1', successor: 'https://h.example/2',
    hdab: extension('hdab')?.valueReference?.reference, custodian: extension('custodian')?.valueReference?.reference, 'publisher-org': extension('publisher')?.valueReference?.reference,
    'access-rights': extension('access-rights')?.valueCoding?.code, 'coding-system': extension('coding-system')?.valueCoding?.code, 'personal-data': extension('personal-data')?.valueCoding?.code,
    'publisher-type': 'ACADEMIA-SCIENTIFIC-ORGANISATION', node: 'FR', records: '400', individuals: 'lt41', variable: 'age', _text: 'survey', _content: 'children',
  };
  return values[name];
};
/** Stated for R4's sake: a dataset has nothing to find there. */
const neverThere = ['_profile', 'depends-on', 'composed-of', 'predecessor'];

it('every search parameter of Library that is stated finds the Library it was read from, and not with another value', async () => {
  const statement = await get<CapabilityStatement>('metadata');
  const [rich] = (await get<Bundle<Library>>('Library?title:contains=survey')).entry ?? [];
  if (rich?.resource === undefined) throw new Error('the rich dataset is not found by its title');
  const stated = statement.rest?.[0]?.resource?.find(({ type }) => type === 'Library')?.searchParam?.map(({ name }) => name) ?? [];
  for (const name of stated.filter((one) => !neverThere.includes(one))) {
    const value = valueFor(name, rich.resource);
    if (value === undefined || value === '|') throw new Error(`no value to look for in ${name}`);
    const found = await get<Bundle<Library>>(`Library?${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    expect([name, value, found.entry?.some(({ resource }) => resource?.id === rich.resource?.id)]).toEqual([name, value, true]);
  }
  const nothing = { name: 'Nobody_knows', jurisdiction: 'urn:iso:std:iso:3166|FI', 'content-type': 'application/pdf', records: 'gt400', version: '3.2', 'coding-system': 'ICD-11', context: 'E12' };
  for (const [name, value] of Object.entries(nothing)) expect([name, (await get<Bundle>(`Library?${name}=${encodeURIComponent(value)}`)).total]).toEqual([name, 0]);
  for (const jurisdiction of ['FR', 'FRA', 'http://publications.europa.eu/resource/authority/country|FRA']) expect([jurisdiction, (await get<Bundle>(`Library?jurisdiction=${encodeURIComponent(jurisdiction)}`)).total]).toEqual([jurisdiction, 1]);
  expect((await get<Bundle>('Library?content-type=text/csv')).total).toBe(1);
  expect((await get<Bundle>('Library?content-type=text/turtle')).total).toBe(2);
});
