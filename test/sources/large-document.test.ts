import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { Quad } from 'n3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isLarge, onePieceBytes, readLarge } from '../../connectors/http/large-document.ts';
import { descriptionPrefixes } from '../../core/vocabulary/prefixes.ts';
import { recordToQuads } from '../../mappings/dataset-to-dcat/record-to-quads.ts';
import { splitDescriptions } from '../../mappings/dcat-to-dataset/split.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import { parseRdf } from '../../mappings/rdf/parse.ts';
import { serialise } from '../../mappings/rdf/serialise.ts';
import { canonicalNQuads } from '../../node/catalogue/version/canonical.ts';
import { anyRecord } from '../support/record-arbitrary.ts';

/* Memory bounded whatever the size of the document (catalogue.md §6.7, §6.9). */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ehds-large-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const readAll = async (bytes: Uint8Array, mediaType: string): Promise<{ descriptions: Description[]; problems: string[] }> => {
  const descriptions: Description[] = [];
  const problems: string[] = [];
  for await (const one of readLarge(bytes, { mediaType, baseIri: 'https://base.example/', folder })) 'quads' in one ? descriptions.push(one) : problems.push(`${one.code} ${one.record ?? ''}`);
  return { descriptions, problems };
};
const canonical = async (descriptions: readonly Description[]): Promise<Record<string, string>> =>
  Object.fromEntries(await Promise.all(descriptions.map(async ({ iri, quads }): Promise<[string, string]> => [iri, await canonicalNQuads(quads as readonly Quad[])])));

it('reads piece by piece what reading in one piece gives, and leaves nothing on the disk', async () => {
  const records = fc.sample(anyRecord, { numRuns: 12, seed: 11 });
  const quads = records.flatMap((record) => recordToQuads(record));
  for (const mediaType of ['text/turtle', 'application/n-triples']) {
    const bytes = Buffer.from(serialise(quads, mediaType, descriptionPrefixes));
    const whole = splitDescriptions(await parseRdf(bytes, { mediaType, baseIri: 'https://base.example/' }));
    expect(await canonical((await readAll(bytes, mediaType)).descriptions)).toEqual(await canonical(whole));
  }
  expect(await readdir(folder)).toEqual([]);
});

it('says where a large document is broken, and refuses a record that is too large alone', async () => {
  const prefixes = '@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n';
  await expect(readAll(Buffer.from(`${prefixes}<urn:a> a dcat:Dataset .\n<urn:b> oops .\n`), 'text/turtle')).rejects.toMatchObject({ code: 'parse-error', detail: expect.stringContaining('Line 3') as string });
  await expect(readAll(Buffer.concat([Buffer.from('<urn:a> <urn:b> "'), Buffer.from([0xe9]), Buffer.from('" .')]), 'text/turtle')).rejects.toMatchObject({ code: 'unknown-encoding', detail: expect.stringContaining('0xE9') as string });
  const huge = `<urn:huge> a dcat:Dataset ; dct:relation ${Array.from({ length: 50_001 }, (_none, at) => `<urn:r${at}>`).join(', ')} .\n`;
  const { descriptions, problems } = await readAll(Buffer.from(`${prefixes}<urn:a> a dcat:Dataset ; dct:title "A" .\n${huge}<urn:b> a dcat:Dataset .`), 'text/turtle');
  expect([descriptions.map(({ iri }) => iri), problems]).toEqual([['urn:a', 'urn:b'], ['too-many-quads urn:huge']]);
  expect(await readdir(folder)).toEqual([]);
});

it.each(['application/ld+json', 'application/rdf+xml', 'ckan', 'fhir'])('%s is read in one piece, up to a limit it names', (kind) => {
  expect(isLarge(Buffer.alloc(onePieceBytes), kind, 'c')).toBe(false);
  expect(() => isLarge(Buffer.alloc(onePieceBytes + 1), kind, 'catalogue')).toThrow(`catalogue has ${onePieceBytes + 1} bytes; a document of this form is read in one piece, up to ${onePieceBytes}.`);
});

it('a catalogue of 46 MiB is read with a heap of 64 MiB, which reading in one piece would need several times', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=64', join(import.meta.dirname, 'large-child.ts')], { timeout: 55_000 });
  const told = JSON.parse(stdout) as { megabytes: number; read: number; whole: number; rssMegabytes: number; cpuSeconds: number };
  console.log(`large document: ${stdout.trim()}`);
  expect(told).toMatchObject({ read: 1_200, whole: 1_200 });
  expect(told.megabytes).toBeGreaterThan(40);
  expect(told.rssMegabytes).toBeLessThan(450);
});
