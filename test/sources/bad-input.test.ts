import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceKind } from '../../core/api/sources.ts';
import { sourceShape } from '../../core/api/sources.ts';
import { fixedClock } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import { describeFinding } from '../../node/catalogue/findings/describe-finding.ts';
import type { StoredItem } from '../../node/catalogue/sources/item-store.ts';
import { itemsOf } from '../../node/catalogue/sources/item-store.ts';
import type { StoredRun } from '../../node/catalogue/sources/run-store.ts';
import { createSources } from '../../node/catalogue/sources/sources.ts';
import { recordById, versionOf } from '../../node/catalogue/store.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { realPorts } from './support/pipeline.ts';
import type { Site } from './support/web.ts';
import { startSite } from './support/web.ts';

/* What sources send in the field and what an attacker would (catalogue.md §6.7, §6.8): each with the code of the report and the sentence a person reads.
   The list with the tests of the other items stands in docs/conformance.md. */

const operator: Caller = { person: 'op', name: 'Operator', email: undefined, language: 'en', roles: ['operator'], holder: undefined };
const prefixes = '@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix health: <http://healthdataportal.eu/ns/health#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n';
const dataset = (name: string, more = ''): string => `<http://holder.example/d/${name}> a dcat:Dataset ; dct:title "Title of ${name}"@en ; dct:identifier "${name}" ${more} .\n`;
/** A bad record between two good ones. */
const between = (bad: string): string => prefixes + dataset('before') + bad + dataset('after');
const many = (count: number, of: (at: number) => string): string => Array.from({ length: count }, (_none, at) => of(at)).join('');
const ckan = (...packages: object[]): string => JSON.stringify({ success: true, result: { count: packages.length, results: packages } });
const pack = (name: string, more: object = {}): object => ({ id: name, name, title: `Title of ${name}`, identifier: name, resources: [], ...more });

describe('bad input of a source', () => {
  let open: TestDatabase;
  let site: Site;
  let ports: ReturnType<typeof realPorts>;
  let count = 0;
  beforeAll(async () => {
    [open, site] = await Promise.all([openTestDatabase(), startSite()]);
    ports = realPorts(open, fixedClock('2026-11-21T08:00:00.000Z'));
  });
  afterAll(() => Promise.all([open.close(), site.close()]));

  type Read = { run: StoredRun; items: readonly StoredItem[]; bad: StoredItem | undefined; good: string[] };
  const read = async (body: string | Uint8Array, more: { kind?: SourceKind; name?: string; limits?: object; type?: string } = {}): Promise<Read> => {
    count += 1;
    const id = `bad${count}`;
    site.answer = (_req, res) => void res.writeHead(200, { 'content-type': more.type ?? 'text/turtle' }).end(body);
    const sources = createSources(ports);
    await sources.add(sourceShape.parse({ id, kind: more.kind ?? 'file', address: `${site.url}/${more.name ?? 'catalogue.ttl'}`, privateAddresses: true, limits: { perSecond: 100, tries: 1, ...more.limits } }), operator);
    const run = await sources.run(id, { mode: 'run', trigger: 'test', actor: 'test', full: true });
    const items = await itemsOf(open.db, run.id, { limit: 100 });
    const good = items.filter((item) => item.outcome === 'new').map((item) => item.title?.replace('Title of ', '') ?? '');
    return { run, items, bad: items.find((item) => item.outcome === 'refused' || item.outcome === 'duplicate'), good };
  };
  /** Sentences of the findings a person reads at the record. */
  const findings = async (item: StoredItem | undefined): Promise<string[]> => {
    const record = await recordById(open.db, item?.record_id ?? '');
    const version = await versionOf(open.db, record?.id ?? '', record?.current ?? 0);
    return (version?.findings ?? []).map((finding) => describeFinding(finding, 'en').what);
  };

  it.each([
    ['a text beyond 256 KiB', dataset('bad', `; dct:description "${'x'.repeat(300_000)}"@en`), 'too-large', 'A text of 300000 characters is longer than the limit of 262144: "xxx'],
    ['an address beyond 2,048 characters', dataset('bad', `; dcat:landingPage <http://x.example/${'x'.repeat(3_000)}>`), 'bad-iri', 'An address of 3017 bytes is longer than the limit of 2048: http://x.example/xxx'],
    ['an identifier no index can hold', dataset('bad', `; dct:identifier "${'1'.repeat(3_000)}"`), 'too-large', 'An identifier of 3000 bytes is longer than the limit of 2000: "111'],
    ['a record of more than 8 MiB', dataset('bad', many(60, (at) => `; dct:description "${at}${'x'.repeat(200_000)}"@en`)), 'too-large', 'The description has 12'],
    ['1,001 distributions', dataset('bad', many(1_001, (at) => `; dcat:distribution <http://x.example/${at}>`)), 'too-large', 'The description has 1001 distributions; the limit for one record is 1000.'],
    ['20,001 variables', dataset('bad', '; health:hasVariables <http://x.example/v>') + many(20_001, (at) => `<http://x.example/v> csvw:column <http://x.example/c${at}> . <http://x.example/c${at}> a csvw:Column .`), 'too-large', 'has 20001 variables; the limit for one record is 20000.'],
    ['half a million distributions', dataset('bad', `; dcat:distribution ${many(500_000, (at) => `${at === 0 ? '' : ', '}<http://x.example/${at}>`)}`), 'too-many-quads', 'has 500003 statements; the limit for one record is 50000. Split it into a series'],
    ['a zero character', dataset('bad', '; dct:description "a\\u0000b"@en'), 'unknown-encoding', 'A text holds a zero character or half of a letter'],
  ])('refuses a record with %s alone, with a sentence', async (_what, bad, code, sentence) => {
    const { run, items, bad: refused, good } = await read(between(bad));
    expect(refused).toMatchObject({ code, detail: expect.stringContaining(sentence) as string });
    expect([run.state, items.length, good.sort()]).toEqual(['done-with-errors', 3, ['after', 'before']]);
  });

  it('refuses records whose blank nodes are made to take for ever', async () => {
    const knot = many(12, (from) => many(12, (to) => (from === to ? '' : `; dct:relation _:k${from} . _:k${from} <http://x.example/knows> _:k${to} . <http://holder.example/d/bad> dct:relation _:k${to}`)));
    const { bad, good } = await read(between(dataset('bad', knot)));
    expect(bad).toMatchObject({ code: 'too-complex', detail: expect.stringContaining('Give the nodes addresses') as string });
    expect(good.sort()).toEqual(['after', 'before']);
  });

  it.each([
    ['a zero character and half of a letter', pack('bad', { title: 'a\u0000b', notes: 'x\ud800y' }), 'unknown-encoding', 'zero character'],
    ['a text beyond the limit', pack('bad', { notes: 'x'.repeat(300_000) }), 'too-large', 'longer than the limit of 262144'],
  ])('JSON of a catalogue: %s costs its record alone', async (_what, bad, code, sentence) => {
    const { run, bad: refused, good } = await read(ckan(pack('before'), bad, pack('after')), { kind: 'ckan', type: 'application/json' });
    expect(refused).toMatchObject({ code, detail: expect.stringContaining(sentence) as string });
    expect([run.state, good.sort()]).toEqual(['done-with-errors', ['after', 'before']]);
  });

  it('takes no language tag that is none, and no address with a blank in it', async () => {
    const jsonLd = JSON.stringify([
      { '@id': 'http://holder.example/d/before', '@type': 'http://www.w3.org/ns/dcat#Dataset', 'http://purl.org/dc/terms/title': [{ '@value': 'Title of before', '@language': 'en' }] },
      { '@id': 'http://holder.example/d/tag', '@type': 'http://www.w3.org/ns/dcat#Dataset', 'http://purl.org/dc/terms/title': [{ '@value': 'x', '@language': 'en_US' }] },
      { '@id': 'http://holder.example/d/page', '@type': 'http://www.w3.org/ns/dcat#Dataset', 'http://purl.org/dc/terms/title': [{ '@value': 'Title of page', '@language': 'en' }], 'http://www.w3.org/ns/dcat#landingPage': [{ '@id': 'http://x.example/a b' }] },
    ]);
    const { items, good } = await read(jsonLd, { name: 'c.jsonld', type: 'application/ld+json' });
    // JSON-LD 1.1 drops such a value; what is then missing is told at the record
    expect(good).toHaveLength(3);
    expect(await findings(items.find((item) => item.record.endsWith('/tag')))).toContain('Title is missing.');
    expect(await findings(items.find((item) => item.record.endsWith('/page')))).toContain('Landing page is missing.');
  });

  it.each([
    ['Turtle', 'catalogue.ttl', between('<http://holder.example/d/bad> a dcat:Dataset ; oops .'), 'parse-error', /^Line 3, column \d+: /],
    ['a login page', 'catalogue.ttl', '<!doctype html><html><form>Password <input></form></html>', 'parse-error', /catalogue\.ttl is an HTML page that asks for a login, not a catalogue\. Give the address of the data itself, or credentials\./],
    ['nothing', 'catalogue.ttl', '', 'not-a-dataset', /catalogue\.ttl is empty\./],
    ['words', 'catalogue.bin', 'just words', 'parse-error', /in no form that is read here/],
    ['a DOCTYPE', 'catalogue.rdf', '<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY x "y">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', 'doctype-forbidden', /remove the DOCTYPE line/],
    ['a remote context', 'catalogue.jsonld', '{"@context":"http://attacker.example/c","@id":"urn:a"}', 'remote-context', /refers to the context http:\/\/attacker\.example\/c, which this node does not fetch\. Put the content/],
    ['broken UTF-8', 'catalogue.ttl', Buffer.concat([Buffer.from('<urn:a> <urn:b> "Sant'), Buffer.from([0xe9]), Buffer.from('" .')]), 'unknown-encoding', /byte 0xE9 at position 21, line 1\. Save the file as UTF-8\./],
    ['a ZIP that is none', 'tables.zip', Buffer.from('PK\u0003\u0004 nothing'), 'parse-error', /not a readable ZIP archive/],
    ['a ZIP of 501 files', 'tables.zip', zipSync(Object.fromEntries(Array.from({ length: 501 }, (_none, at) => [`t${at}.csv`, new Uint8Array(1)]))), 'too-large', /more than 500 entries, which is the limit/],
    ['a ZIP bomb', 'tables.zip', zipSync({ 'Collections.csv': new Uint8Array(30_000_000) }), 'too-large', /unpacks to more than 100 times its size/],
    ['a table of 1,001 columns', 'Collections.csv', `id,name,${many(999, (at) => `c${at}${at === 998 ? '' : ','}`)}\n`, 'too-large', /has 1001 columns; the limit is 1000/],
    ['a table with a cell beyond 64 KiB', 'Collections.csv', `id,name,description\na,b,${'x'.repeat(66_000)}\n`, 'too-large', /line 2: a cell has 66000 characters; the limit is 65536/],
    ['JSON nested a thousand deep', 'c.json', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`, 'too-large', /nested deeper than 64 levels/],
  ] as const)('fails on %s as a whole, with a sentence, and nothing is missing', async (_what, name, body, code, sentence) => {
    const { run } = await read(body as string, { name, type: 'application/octet-stream' });
    expect(run).toMatchObject({ state: 'failed', code, counts: { missing: 0, withdrawn: 0 } });
    expect(run.detail).toMatch(sentence);
  });

  it('reads a file whose name says something else, and tells so', async () => {
    const { items, good } = await read(between(''), { name: 'catalogue.json' });
    expect(good.sort()).toEqual(['after', 'before']);
    expect(items.find((item) => item.code === 'wrong-extension')?.detail).toBe('catalogue.json ends in .json, but it is Turtle; it was read as that.');
  });

  it('takes dates that are not dates and text in no declared language, and says what is wrong with them', async () => {
    const { items } = await read(prefixes + dataset('dates', '; dct:issued "yesterday" ; dct:modified "2023-02-31"') + '<http://holder.example/d/words> a dcat:Dataset ; dct:title "No language" ; dct:description "No language either" ; dct:identifier "words" .');
    const told = await findings(items.find((item) => item.record.endsWith('/dates')));
    const words = await findings(items.find((item) => item.record.endsWith('/words')));
    expect(told).toEqual(expect.arrayContaining(['Date of publication must be a date such as 2024-03-31; “yesterday” is not.', 'Date of last change must be a date such as 2024-03-31; “2023-02-31” is not.']));
    expect(words).toEqual(expect.arrayContaining(['Title: no text in an official EU language (Art. 77(2)).', 'Description: no text in an official EU language (Art. 77(2)).']));
  });

  it('reads shapes in a document as data and runs none of them', async () => {
    const shape = '<http://x.example/s> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property [ sh:path <http://x.example/never> ; sh:minCount 1 ; sh:message "obey" ] .';
    const { items, good } = await read(between(shape));
    expect(good.sort()).toEqual(['after', 'before']);
    expect((await findings(items[0])).join()).not.toMatch(/obey|never/);
  });

  it('tells the owner of what is wrong once, and again only when something else is', async () => {
    const id = 'news';
    const sources = createSources(ports);
    await sources.add(sourceShape.parse({ id, kind: 'file', address: `${site.url}/c.ttl`, owner: { name: 'Registry' }, privateAddresses: true, limits: { perSecond: 100, tries: 1 } }), operator);
    const told = async (body: string): Promise<number> => {
      const before = ports.told.length;
      site.answer = (_req, res) => void res.writeHead(200, { 'content-type': 'text/turtle' }).end(body);
      await sources.run(id, { mode: 'run', trigger: 'test', actor: 'test', full: true });
      return ports.told.length - before;
    };
    const zero = (name: string): string => dataset(name, '; dct:description "\\u0000"@en');
    expect(await told(between(zero('one')))).toBe(1);
    expect(ports.told.at(-1)).toMatchObject({ source: id, owner: 'Registry', detail: '1 of 3 records were refused.' });
    expect(await told(between(zero('one')))).toBe(0);
    expect(await told(between(zero('one') + zero('two')))).toBe(1);
    expect(await told('oops')).toBe(1);
    expect(await told('oops')).toBe(0);
  });

  it.each([
    ['records', { records: 1 }, 'the source has more than 1 records, which is the limit'],
    ['bytes', { maxBytes: 100 }, 'larger than'],
  ])('stops at the limit of %s, and nothing is missing', async (_what, limits, sentence) => {
    const { run } = await read(between(''), { limits });
    expect(run).toMatchObject({ complete: false, code: 'too-large', counts: { missing: 0 } });
    expect(run.detail).toContain(sentence);
  });
});
