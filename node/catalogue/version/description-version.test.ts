import { describe, expect, it } from 'vitest';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import { descriptionVersion } from './description-version.ts';

const prefixes = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
  @prefix fdp: <https://w3id.org/fdp/fdp-o#> . @prefix dqv: <http://www.w3.org/ns/dqv#> . @prefix : <https://x.example/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .`;
const versionOf = async (turtle: string): Promise<string> => {
  const [description] = splitDescriptions(await parseRdf(Buffer.from(prefixes + turtle), { mediaType: 'text/turtle', baseIri: 'https://x.example/' }));
  if (description === undefined) throw new Error('no dataset');
  return descriptionVersion(description);
};
const base = ':d a dcat:Dataset ; dct:title "T"@en ; dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2020-01-01"^^xsd:date ] ; dct:publisher :a . ';

describe('description version', () => {
  it('is a SHA-256 in lower-case hex', async () => expect(await versionOf(base)).toMatch(/^[0-9a-f]{64}$/));

  it.each([
    ['the catalogue record', ':r a dcat:CatalogRecord ; foaf:primaryTopic :d ; dct:modified "2026-01-01"^^xsd:date .'],
    ['volatile statements', ':d fdp:metadataModified "2026-01-01T00:00:00Z"^^xsd:dateTime ; dqv:hasQualityMeasurement [ dqv:value 4 ] .'],
    ['what the shared agent says about itself', ':a a foaf:Agent ; foaf:name "New name"@en .'],
    ['the class of an authority value', ':d dct:language <http://publications.europa.eu/resource/authority/language/ENG> .', ':d dct:language <http://publications.europa.eu/resource/authority/language/ENG> . <http://publications.europa.eu/resource/authority/language/ENG> a dct:LinguisticSystem .'],
  ])('does not change with %s', async (_what, more, evenMore?: string) => {
    expect(await versionOf(base + (evenMore ?? more))).toBe(await versionOf(evenMore === undefined ? base : base + more));
  });

  it.each([
    ['a title', ':d dct:title "T"@fi .'], ['a date inside a period', ':d dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2021-01-01"^^xsd:date ] .'],
    ['a distribution with an IRI', ':d dcat:distribution :x . :x a dcat:Distribution ; dct:title "CSV"@en .'], ['a statement nobody knows', ':d :own "word" .'],
  ])('changes with %s', async (_what, more) => expect(await versionOf(base + more)).not.toBe(await versionOf(base)));
});
