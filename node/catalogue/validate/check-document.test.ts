import { beforeAll, describe, expect, it } from 'vitest';
import { documentReport } from '../../../core/api/validate.ts';
import { createDocumentCheck, type CheckDocument } from './check-document.ts';
import { createValidator } from './validator.ts';

let check: CheckDocument;
beforeAll(async () => {
  check = createDocumentCheck((await createValidator()).validate);
});
const send = (text: string, mediaType = 'text/turtle', language = 'en', asImported = false) => check(Buffer.from(text), { mediaType, baseIri: 'urn:pasted:', language, asImported });
const two = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
  <https://x.example/1> a dcat:Dataset ; dct:title "One"@en . <https://x.example/2> a dcat:Dataset ; dct:title "Deux"@fr ; <http://data.europa.eu/r5r/healthdcatap#minTypicalAge> "7" .`;

describe('checking a document', () => {
  it('reports dataset by dataset, in the shape of the interface', async () => {
    const report = documentReport.parse(await send(two));
    expect(report.datasets.map(({ iri, title, valid }) => [iri, title, valid])).toEqual([['https://x.example/1', 'One', false], ['https://x.example/2', 'Deux', false]]);
    expect(report.datasets[0]?.findings[0]?.what).toMatch(/ is missing\.$/);
  });
  it('speaks the language of the reader', async () => expect((await send(two, 'text/turtle', 'de')).datasets[0]?.findings[0]?.what).toMatch(/ fehlt\.$/));
  it('shows what an import would rewrite, when asked', async () => {
    expect((await send(two)).datasets[1]?.changes).toEqual([]);
    expect((await send(two, 'text/turtle', 'en', true)).datasets[1]?.changes.map(({ path, to }) => `${path} ${to}`)).toContain('healthdcatap:minTypicalAge 7 (xsd:nonNegativeInteger)');
  });
  it('says that there is no dataset', async () => {
    expect(await send('<urn:a> <urn:b> "c" .')).toMatchObject({ valid: false, datasets: [], findings: [{ code: 'not-a-dataset', what: 'This file describes no dataset.' }] });
  });
  it('reads JSON-LD and RDF/XML too', async () => {
    expect((await send('{"@id":"urn:d","@type":"http://www.w3.org/ns/dcat#Dataset"}', 'application/ld+json')).datasets).toHaveLength(1);
    expect((await send('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"><dcat:Dataset rdf:about="urn:d"/></rdf:RDF>', 'application/rdf+xml')).datasets).toHaveLength(1);
  });
  it('refuses a dataset of too many distributions by name, and still checks the other', async () => {
    const many = Array.from({ length: 1_001 }, (_none, at) => `<https://x.example/1> <http://www.w3.org/ns/dcat#distribution> <https://x.example/f${at}> . <https://x.example/f${at}> a <http://www.w3.org/ns/dcat#Distribution> .`).join('\n');
    const report = await send(`${two}\n${many}`);
    expect(report.datasets[0]?.refused).toMatchObject({ code: 'too-large', detail: expect.stringContaining('1001 distributions; the limit for one record is 1000') as string });
    expect(report.datasets[1]?.refused).toBeUndefined();
  });
  it('hands on the sentence of the reader when it cannot be read', async () => expect(send('<a> <b> oops .')).rejects.toMatchObject({ code: 'parse-error' }));
  it('stops at the limit and when the time is over, and says which were left out', async () => {
    const { validate } = await createValidator();
    let now = 0;
    const bounded = (maxDatasets: number, stepMs: number) => createDocumentCheck((...given) => ((now += stepMs), validate(...given)), { maxDatasets, deadlineMs: 10_000, clock: { ms: () => now } });
    const options = { mediaType: 'text/turtle', baseIri: 'urn:pasted:', language: 'en', asImported: false };
    expect(documentReport.parse(await bounded(1, 0)(Buffer.from(two), options))).toMatchObject({ valid: false, datasets: [{ iri: 'https://x.example/1' }], notChecked: { reason: 'limit', iris: ['https://x.example/2'] } });
    expect((await bounded(50, 10_001)(Buffer.from(two), options)).notChecked).toMatchObject({ reason: 'time', iris: ['https://x.example/2'], detail: expect.stringContaining('1 of 2 datasets') as string });
    expect((await bounded(50, 0)(Buffer.from(two), options)).notChecked).toBeUndefined();
  });
});
