import n3 from 'n3';
import { expect, it } from 'vitest';
import { datasetFrom } from './full-read.ts';

const prefixes = '@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix spdx: <http://spdx.org/rdf/terms#> .';
const record = (iri: string, version: string, more = ''): string => `<${iri}> a dcat:CatalogRecord ; foaf:primaryTopic <https://p.example/d/1> ; ${more} spdx:checksum <${iri}#sum> . <${iri}#sum> a spdx:Checksum ; spdx:checksumValue "${version}" .`;
const own = record('https://p.example/d/1#record', 'own', 'dct:source <https://holder.example/1> ;');
const foreign = record('https://elsewhere.example/r/1', 'foreign');
const copiedFrom = '<https://holder.example/1> a dcat:CatalogRecord ; foaf:primaryTopic <https://p.example/d/1> .';

it.each([['first', [own, foreign, copiedFrom]], ['last', [copiedFrom, foreign, own]]])('takes version and origin from the partner\'s own record, standing %s, whatever other records came along', (_where, records) => {
  const read = datasetFrom('https://p.example/d/1', new n3.Parser().parse(`${prefixes} <https://p.example/d/1> a dcat:Dataset ; dct:title "T" . ${records.join('\n')}`));
  expect(read).toMatchObject({ version: 'own', chain: [{ publisher: 'holder.example', iri: 'https://holder.example/1' }] });
  expect(read.description.quads.map(({ subject }) => subject.value)).toEqual(['https://p.example/d/1', 'https://p.example/d/1']);
});
