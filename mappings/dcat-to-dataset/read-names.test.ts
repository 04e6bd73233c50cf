import { expect, it } from 'vitest';
import { parseRdf } from '../rdf/parse.ts';
import { readNames } from './read-names.ts';
import { splitDescriptions } from './split.ts';
import { toRecord } from './to-record.ts';

it('says what the record says', async () => {
  const text = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix geo: <http://data.europa.eu/930/> .
<https://h.example/1> a dcat:Dataset ; dct:title "One"@en, "Un"@fr ; dct:identifier "A", "B" ; dct:publisher <https://h.example/p>, <https://h.example/q> ; geo:custodian [ foaf:name "Holder"@en ] .
<https://h.example/p> a foaf:Agent ; foaf:name "Institute"@en .`;
  const [one] = splitDescriptions(await parseRdf(Buffer.from(text), { mediaType: 'text/turtle', baseIri: 'https://h.example/' }));
  const { iri, title, identifier, custodian, publisher } = toRecord(one!);
  expect(readNames(one!)).toEqual({ iri, title, identifier, custodian: { iri: custodian?.iri, name: custodian?.name }, publisher: { iri: publisher?.iri, name: publisher?.name } });
});
