import { describe, expect, it } from 'vitest';
import { sharedData, sharedQuads, turtleSamples } from '../../test/support/shared-data.ts';
import { splitDescriptions } from '../dcat-to-dataset/split.ts';
import { toRecord } from '../dcat-to-dataset/to-record.ts';
import { parseRdf } from '../rdf/parse.ts';
import { normalise, type Normalised } from './normalise.ts';
import type { NormaliseSettings } from './settings.ts';

const prefixes = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix h: <http://healthdataportal.eu/ns/health#> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix cv: <http://data.europa.eu/m8g/> . @prefix csvw: <http://www.w3.org/ns/csvw#> .
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix dpv: <https://w3id.org/dpv#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://x.example/> . `;
const read = async (turtle: string, settings: NormaliseSettings = {}): Promise<Normalised & { record: ReturnType<typeof toRecord> }> => {
  const [description] = splitDescriptions(await parseRdf(Buffer.from(prefixes + turtle), { mediaType: 'text/turtle', baseIri: 'https://x.example/' }));
  if (description === undefined) throw new Error('no dataset');
  const normal = normalise(description, settings);
  return { ...normal, record: toRecord(normal.description) };
};
const hd = 'https://hdeu-dcat.data.health.europa.eu/resource/authority';
const eu = 'http://publications.europa.eu/resource/authority';

describe('normalising', () => {
  it.each([
    ['an older namespace', '<http://data.europa.eu/r5r/healthdcatap#minTypicalAge> 3', { minTypicalAge: 3 }], ['letter case', 'h:numberOfrecords "12"', { numberOfRecords: 12 }],
    ['a trailing colon', '<http://healthdataportal.eu/ns/health#maxTypicalAge:> "64"', { maxTypicalAge: 64 }], ['another name', 'h:minimumTypicalAge 18', { minTypicalAge: 18 }],
    ['a whole number as text', 'h:numberOfUniqueIndividuals "75000000"', { numberOfUniqueIndividuals: 75_000_000 }], ['a truth as text', 'h:hasStructuredData "True"', { hasStructuredData: true }],
    ['an ISO date as text', 'dct:issued "2024-12-04"', { issued: '2024-12-04' }], ['an instant with a blank', 'dct:issued "2019-10-30 23:00:00"', { issued: '2019-10-30T23:00:00' }],
    ['an identifier as anyURI', 'dct:identifier "https://x.example/7"^^xsd:anyURI', { identifier: ['https://x.example/7'] }], ['an identifier as link', 'dct:identifier <https://x.example/7>', { identifier: ['https://x.example/7'] }],
    ['an address as text', 'dcat:landingPage "https://x.example/page"', { landingPage: ['https://x.example/page'] }], ['a language as text', 'dct:language "en", "DE (German)", "fra"', { language: [`${eu}/language/ENG`, `${eu}/language/DEU`, `${eu}/language/FRA`] }],
    ['a language of id.loc.gov', 'dct:language <http://id.loc.gov/vocabulary/iso639-1/fi>', { language: [`${eu}/language/FIN`] }], ['an EU table under https', 'dct:type <https://publications.europa.eu/resource/authority/dataset-type/STATISTICAL>', { type: [`${eu}/dataset-type/STATISTICAL`] }],
    ['a category on another host', 'h:healthCategory <http://13.81.34.152:1101/healthcategories/EHRS>', { healthCategory: [`${hd}/healthcategories/EHRS`] }], ['a FHIR system', 'h:hasCodingSystem <http://loinc.org>', { codingSystem: [`${hd}/coding-system/LOINC`] }],
    ['a DPV term of 2.0', 'dpv:hasPersonalData <https://w3c.github.io/dpv/2.0/pd/Age>', { personalData: ['https://w3id.org/dpv/dpv-pd#Age'] }], ['a GDPR basis', 'dpv:hasLegalBasis <https://w3id.org/dpv/dpv-gdpr#A9-2-j>', { legalBasis: ['https://w3id.org/dpv/legal/eu/gdpr#A9-2-j'] }],
    ['a Release 5 code', 'h:hasCodeValues [ skos:notation "ICD10:E11.9" ; skos:inScheme <http://www.wikidata.org/entity/P494> ]', { codeValues: ['E11.9'], codingSystem: [`${hd}/coding-system/ICD-10`] }],
    ['loose variables', 'dct:title "T"@en . :g a csvw:TableGroup ; csvw:table [ a csvw:Table ; csvw:column [ a csvw:Column ; csvw:name "v" ; csvw:titles "V"@en ] ]', { hasStructuredData: true }],
  ])('reads %s', async (_what, statement, expected) => {
    const { record, changes } = await read(`:d a dcat:Dataset ; ${statement} .`);
    expect(record).toMatchObject(expected);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every(({ sure }) => sure === 'certain')).toBe(true);
  });

  it.each([
    ['a day first', 'dct:issued "21-12-2021"', { issued: '2021-12-21' }], ['a European date', 'dct:issued "05.04.2023"', { issued: '2023-04-05' }],
    ['a nearest publisher type', 'dct:publisher [ a foaf:Agent ; dct:type <http://purl.org/adms/publishertype/Company> ]', { publisher: { type: `${hd}/publisher-type/private-company` } }],
    ['a mailbox as contact', 'h:hdab [ a foaf:Agent ; foaf:mbox <mailto:a@x.example> ]', { hdab: { email: 'a@x.example' } }], ['a tag inside the text', 'dct:description "Krebsregister @de"', { description: { de: 'Krebsregister' } }],
  ])('reads %s, and warns', async (_what, statement, expected) => {
    const { record, warnings, changes } = await read(`:d a dcat:Dataset ; ${statement} .`);
    expect(record).toMatchObject(expected);
    expect(changes.some(({ sure }) => sure === 'likely')).toBe(true);
    expect(warnings.map(({ code, severity }) => `${severity} ${code}`)).toContain('warning rewritten');
  });

  it.each([
    ['a date that is none', 'dct:issued "yesterday"'], ['a date of two readings', 'dct:issued "05-04-2023"'], ['the 30th of February', 'dct:issued "2023-02-30"'], ['a number with words', 'h:numberOfRecords "about 5"'], ['a negative age', 'h:minTypicalAge "-1"'],
    ['a Wikidata theme nobody listed', 'h:healthTheme <http://www.wikidata.org/entity/Q1>'], ['a number seen in one catalogue only', 'h:hasCodingSystem <http://www.wikidata.org/entity/Q2614257>'],
    ['LOINC as the meaning of a variable', 'h:hasVariables [ csvw:table [ csvw:column [ csvw:propertyUrl <http://loinc.org> ] ] ] ; h:hasStructuredData true'],
  ])('leaves %s as it came', async (_what, statement) => expect((await read(`:d a dcat:Dataset ; ${statement} .`)).changes).toEqual([]));

  it('turns on what was met in one catalogue only when the source says so', async () => {
    const { record } = await read(':d a dcat:Dataset ; h:hasCodingSystem <http://www.wikidata.org/entity/Q2614257> .', { sourceAliases: true });
    expect(record.codingSystem).toEqual([`${hd}/coding-system/LOINC`]);
  });

  it.each(['n/a', 'PLATZHALTER', 'TODO', 'undefined', '', 'Wird automatisch generiert', '[wird automatisch vergeben]', 'Automatic'])('counts "%s" as missing', async (text) => {
    const { record, changes } = await read(`:d a dcat:Dataset ; dct:title "${text}"@en .`);
    expect(record.title).toEqual({});
    expect(changes).toMatchObject([{ step: 'placeholder', path: 'dct:title', from: text }]);
  });

  it('makes Markdown of HTML and throws away what acts', async () => {
    const { record } = await read(':d a dcat:Dataset ; dct:description "<p>One <b>two</b><script>alert(1)</script></p><p><a href=\\"javascript:x\\">three</a> &amp; four</p>"@en .');
    expect(record.description).toEqual({ en: 'One **two**\n\nthree & four' });
  });

  it('moves a vcard contact of the access body to where Release 8 wants it', async () => {
    const { record } = await read(':d a dcat:Dataset ; h:hdab [ a foaf:Agent ; foaf:name "H"@en ; dcat:contactPoint [ a vcard:Kind ; vcard:hasEmail <mailto:h@x.example> ; vcard:hasURL <https://h.example> ; vcard:hasTelephone <tel:+1> ] ] .');
    expect(record.hdab).toMatchObject({ email: 'h@x.example', page: 'https://h.example', telephone: ['+1'] });
  });

  it('moves note and type of Release 5 to the publisher, and keeps a claim of trust a claim', async () => {
    const { record, changes } = await read(`:d a dcat:Dataset ; h:publisherNote "N"@en ; h:publisherType <${hd}/publisher-type/biobank> ; h:trusteddataholder true ; dct:publisher [ a foaf:agent ] .`);
    expect(record).toMatchObject({ publisher: { note: { en: 'N' }, type: `${hd}/publisher-type/biobank` }, trustedHolder: false });
    expect(changes).toContainEqual(expect.objectContaining({ to: 'claim' }));
  });

  it('writes defaults only where nothing is said, and marks them', async () => {
    const settings: NormaliseSettings = { defaults: { accessLevel: 'RESTRICTED', legislation: ['http://data.europa.eu/eli/reg/2025/327/oj'], themeHealth: true, hdab: { iri: 'https://n.example/hdab', name: 'Body', lang: 'en', email: 'b@n.example' } } };
    const { record, changes } = await read(`:d a dcat:Dataset ; dct:accessRights <${eu}/access-right/PUBLIC> .`, settings);
    expect(record).toMatchObject({ accessLevel: 'PUBLIC', theme: [`${eu}/data-theme/HEAL`], hdab: { name: { en: 'Body' }, email: 'b@n.example' } });
    expect(changes.map(({ step, path }) => `${step} ${path}`)).toEqual(['default dcatap:applicableLegislation', 'default dcat:theme', 'default healthdcatap:hdab']);
  });

  it('keeps every statement it does not understand', async () => {
    const { description } = await read(':d a dcat:Dataset ; :mine [ :inner "value"@xx ] ; h:icdCode "E11" .');
    expect(description.quads.map((quad) => quad.object.value)).toEqual(expect.arrayContaining(['value', 'E11']));
  });

  describe.skipIf(!sharedData)('on the samples', () => {
    it.each(turtleSamples)('normalising %s twice changes nothing more', async (sample) => {
      for (const description of splitDescriptions(await sharedQuads(sample))) {
        expect(normalise(normalise(description).description).changes).toEqual([]);
      }
    });
  });
});
