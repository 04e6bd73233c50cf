import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../core/catalogue/finding.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { toRecord } from '../../../mappings/dcat-to-dataset/to-record.ts';
import { stateClasses } from '../../../mappings/dataset-to-dcat/state-classes.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import { createValidator, mayBePublished, type Validator } from './validator.ts';

const hd = 'https://hdeu-dcat.data.health.europa.eu/resource/authority';
const eu = 'http://publications.europa.eu/resource/authority';
const prefixes = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix h: <http://healthdataportal.eu/ns/health#> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix cv: <http://data.europa.eu/m8g/> . @prefix dcatap: <http://data.europa.eu/r5r/> . @prefix : <https://x.example/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . `;
const eli = '<http://data.europa.eu/eli/reg/2025/327/oj>';
/** The least a NON_PUBLIC description must say; `without` takes properties away, `more` adds statements about :d. */
const least: Readonly<Record<string, string>> = {
  'dct:title': '"T"@en', 'dct:description': '"D"@en', 'dct:accessRights': `<${eu}/access-right/NON_PUBLIC>`, 'dcatap:applicableLegislation': eli, 'dct:identifier': '"1"',
  'dcat:distribution': `[ a dcat:Distribution ; dcat:accessURL <https://x.example/apply> ; dcatap:applicableLegislation ${eli} ]`, 'dcat:theme': `<${eu}/data-theme/HEAL>`,
  'h:hdab': '[ a foaf:Agent ; foaf:name "H"@en ; cv:contactPoint [ a cv:ContactPoint ; cv:email "h@x.example" ] ]', 'h:healthCategory': `<${hd}/healthcategories/EHRS>`, 'h:hasStructuredData': 'false',
  'dcat:contactPoint': '[ a vcard:Kind ; vcard:hasEmail <mailto:c@x.example> ]', 'dcat:keyword': '"k"@en', 'dct:type': `<${eu}/dataset-type/PERSONAL_DATA>`, 'dct:provenance': '[ a dct:ProvenanceStatement ; rdfs:label "P"@en ]',
};
const turtle = (change: Readonly<Record<string, string | undefined>> = {}, more = ''): string =>
  `${prefixes} :d a dcat:Dataset ; ${Object.entries({ ...least, ...change }).filter(([, value]) => value !== undefined).map(([property, value]) => `${property} ${value ?? ''}`).join(' ; ')} . ${more}`;

let validator: Validator;
beforeAll(async () => {
  validator = await createValidator();
});
const findings = async (text: string): Promise<Finding[]> => {
  const [given] = splitDescriptions(await parseRdf(Buffer.from(text), { mediaType: 'text/turtle', baseIri: 'https://x.example/' }));
  if (given === undefined) throw new Error('no dataset');
  const description = stateClasses(given);
  return validator.validate(description, toRecord(description));
};
const told = (list: readonly Finding[], severity: Finding['severity'] = 'violation'): string[] => list.filter((one) => one.severity === severity).map(({ code, path }) => `${code} ${path}`);

describe('validating', () => {
  it('lets the least complete NON_PUBLIC description be published', async () => {
    const list = await findings(turtle());
    expect(told(list)).toEqual([]);
    expect(mayBePublished(list)).toBe(true);
  });

  it.each(Object.keys(least).map((property) => [property.replace(/^h:/, 'healthdcatap:'), property]))('asks for %s at NON_PUBLIC, once', async (path, property) => {
    const list = await findings(turtle({ [property]: undefined }));
    expect(told(list)).toEqual([`missing ${path}`]);
    expect(mayBePublished(list)).toBe(false);
  });

  it.each(['dcat:contactPoint', 'dcat:keyword', 'dct:type', 'dct:provenance'])('asks for %s only as a warning, or not at all, at PUBLIC', async (property) => {
    expect(told(await findings(turtle({ 'dct:accessRights': `<${eu}/access-right/PUBLIC>`, [property]: undefined })))).toEqual([]);
  });

  it('holds a description of an unknown level to all rules, and says which levels there are', async () => {
    const list = await findings(turtle({ 'dct:accessRights': `<${eu}/access-right/SENSITIVE>`, 'dct:provenance': undefined }));
    expect(told(list)).toEqual(expect.arrayContaining(['wrong-level dct:accessRights', 'missing dct:provenance']));
  });

  it.each([
    ['two values', { 'h:minTypicalAge': '1, 2' }, 'too-many healthdcatap:minTypicalAge'], ['text as number', { 'h:numberOfRecords': '"many"' }, 'wrong-datatype healthdcatap:numberOfRecords'],
    ['a wrong date', { 'dct:issued': '"yesterday"' }, 'wrong-datatype dct:issued'], ['text as link', { 'dct:publisher': '"the registry"' }, 'wrong-kind dct:publisher'], ['a link as text', { 'h:hasCodeValues': '<urn:x>' }, 'wrong-kind healthdcatap:hasCodeValues'],
    ['a category of no list', { 'h:healthCategory': '<https://x.example/cat>' }, 'not-in-list healthdcatap:healthCategory'], ['no theme Health', { 'dcat:theme': `<${eu}/data-theme/ECON>` }, 'no-heal dcat:theme'],
    ['structured without variables', { 'h:hasStructuredData': 'true' }, 'no-variables healthdcatap:hasVariables'], ['a contact without address', { 'dcat:contactPoint': '[ a vcard:Kind ; vcard:fn "x" ]' }, 'no-email-or-page dcat:contactPoint/vcard:hasEmail|vcard:hasURL'],
    ['an inner distribution without law', { 'dcat:distribution': '[ a dcat:Distribution ; dcat:accessURL <https://x.example/apply> ]' }, 'missing dcat:distribution/dcatap:applicableLegislation'],
    ['an access body without name', { 'h:hdab': '[ cv:contactPoint [ a cv:ContactPoint ; cv:email "h@x.example" ] ]' }, 'missing healthdcatap:hdab/foaf:name'],
    ['a period that starts some day', { 'dct:temporal': '[ a dct:PeriodOfTime ; dcat:startDate "some day" ]' }, 'wrong-datatype dct:temporal/dcat:startDate'],
    ['a variable without datatype', { 'h:hasStructuredData': 'true', 'h:hasVariables': '[ dct:title "G" ; <http://www.w3.org/ns/csvw#table> [ dct:title "T" ; <http://www.w3.org/ns/csvw#column> [ <http://www.w3.org/ns/csvw#name> "v" ; <http://www.w3.org/ns/csvw#title> "V" ; dct:description "D" ] ] ]' }, 'missing healthdcatap:hasVariables/csvw:table/csvw:column/csvw:datatype'],
  ])('tells %s once, at its place', async (_what, change, expected) => {
    const violations = told(await findings(turtle(change)));
    expect(violations).toContain(expected);
    expect(violations.filter((one) => one === expected)).toHaveLength(1);
    expect(violations).not.toContain('missing dcat:distribution');
  });

  it.each([
    ['a language the table has but we do not', { 'dct:language': `<${eu}/language/ZUL>` }, 'unknown-code dct:language'], ['ages crossed', { 'h:minTypicalAge': '"70"^^xsd:nonNegativeInteger', 'h:maxTypicalAge': '"18"^^xsd:nonNegativeInteger' }, 'ages-crossed healthdcatap:minTypicalAge'],
    ['an impossible age', { 'h:maxTypicalAge': '"400"^^xsd:nonNegativeInteger' }, 'age-too-high healthdcatap:maxTypicalAge'], ['more people than records', { 'h:numberOfRecords': '"5"^^xsd:nonNegativeInteger', 'h:numberOfUniqueIndividuals': '"6"^^xsd:nonNegativeInteger' }, 'more-people-than-records healthdcatap:numberOfUniqueIndividuals'],
    ['text in no declared language', { 'dct:title': '"Titel"' }, 'no-eu-language dct:title'], ['text in a language of another continent', { 'dct:title': '"題"@ja' }, 'no-eu-language dct:title'], ['a place outside the tables', { 'dct:spatial': '<https://x.example/here>' }, 'not-in-list dct:spatial'],
  ])('only warns about %s', async (_what, change, expected) => {
    const list = await findings(turtle(change));
    expect([told(list), told(list, 'warning').includes(expected)]).toEqual([[], true]);
  });

  it('suggests what was meant', async () => {
    const list = await findings(turtle({ 'h:healthTheme': '<https://x.example/themes/cancer-diseases>' }));
    expect(list.find(({ code }) => code === 'not-in-list')?.suggestions?.[0]).toBe('CANCER_DISEASE');
  });

  it('ends on a description whose classes go round in circles', async () => {
    expect(told(await findings(turtle({}, ':x rdfs:subClassOf :y . :y rdfs:subClassOf :x . :d a :x ; dct:relation :d .')))).toEqual([]);
  });

  it('takes no shapes from the description: they are data', async () => {
    expect(told(await findings(turtle({}, ':d dct:relation :s . :s a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#targetClass> dcat:Dataset ; <http://www.w3.org/ns/shacl#property> [ <http://www.w3.org/ns/shacl#path> :never ; <http://www.w3.org/ns/shacl#minCount> 1 ] .')))).toEqual([]);
  });
});
