import type { Quad } from 'n3';
import { describe, expect, it } from 'vitest';
import { sharedData, sharedFile } from '../../../test/support/shared-data.ts';
import { parseRdf } from '../parse.ts';

const url = 'https://semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld';
const document = (context: unknown): Buffer =>
  Buffer.from(JSON.stringify({
    '@context': context, '@id': 'https://x.example/d', '@type': 'Dataset', title: [{ '@value': 'T', '@language': 'en' }], accessRights: 'http://publications.europa.eu/resource/authority/access-right/PUBLIC', frequency: 'urn:f',
    publisher: { '@id': 'https://x.example/a', '@type': 'Agent', name: 'A', type: 'urn:t' },
    datasetDistribution: [{ '@id': 'https://x.example/x', '@type': 'Distribution', accessUrl: 'https://x.example/apply', byteSize: '5', releaseDate: '2024-01-01', checksum: { '@type': 'Checksum', checksumValue: 'ab' } }],
  }));
const lines = (quads: readonly Quad[]): string[] => quads.map((quad) => [quad.subject, quad.predicate, quad.object].map((term) => (term.termType === 'BlankNode' ? '[]' : (term as { id: string }).id)).join(' ')).sort();
const read = async (context: unknown): Promise<string[]> => lines(await parseRdf(document(context), { mediaType: 'application/ld+json', baseIri: 'https://base.example/' }));

describe('the shipped DCAT-AP context', () => {
  it('gives names their meaning inside each class', async () => {
    const found = await read(url);
    expect(found).toContain('https://x.example/d http://purl.org/dc/terms/accrualPeriodicity urn:f');
    expect(found).toContain('https://x.example/x http://www.w3.org/ns/dcat#byteSize "5"^^http://www.w3.org/2001/XMLSchema#nonNegativeInteger');
  });
  it.skipIf(!sharedData)('reads as the published context does', async () => {
    const published = (JSON.parse(sharedFile('dcat-ap/3.0.1/dcat-ap.jsonld').toString()) as { '@context': Record<string, unknown> })['@context'];
    const valid = Object.fromEntries(Object.entries(published).filter(([name]) => !name.startsWith('Xsd:')));
    expect(await read(url)).toEqual(await read(valid));
  });
});
