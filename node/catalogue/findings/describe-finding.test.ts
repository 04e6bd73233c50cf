import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../core/catalogue/finding.ts';
import { propertiesOf } from '../../../core/catalogue/properties.ts';
import { curieOf } from '../../../core/vocabulary/prefixes.ts';
import { describeFinding } from './describe-finding.ts';
import { groupFindings } from './group-findings.ts';
import { fieldIn, hasField, phrasesIn } from './texts.ts';

const finding = (parts: Partial<Finding>): Finding => ({ code: 'missing', severity: 'violation', rule: 'AP/R8', focus: 'https://x.example/d', path: 'dct:provenance', found: [], expected: 'node', ...parts });
const languages = ['en', 'fr', 'de'] as const;

describe('words for findings', () => {
  it('say what, why, what to do, with an example', () => {
    expect(describeFinding(finding({}), 'en')).toEqual({
      what: 'Provenance is missing.', why: 'Because users must know how the data came about.', mend: 'Fill in the field “Provenance”.',
      example: 'Collected from all 14 hospital discharge systems and checked every month.', turtle: 'dct:provenance [ a dct:ProvenanceStatement ; rdfs:label "…"@en ]',
    });
  });

  it.each([
    ['en', 'Health theme'], ['fr', 'Thème de santé'], ['de', 'Gesundheitsthema'], ['it', 'Health theme'],
  ])('are in the reader’s language (%s)', (language, label) => expect(describeFinding(finding({ path: 'healthdcatap:healthTheme' }), language).what).toContain(label));

  it.each<[string, Partial<Finding>, string]>([
    ['maxCount', { code: 'too-many', path: 'healthdcatap:minTypicalAge', found: ['1', '2'] }, 'Youngest typical age may be given once; there are 2: 1, 2.'],
    ['nodeKind, a link wanted', { code: 'wrong-kind', path: 'dct:publisher', found: ['the registry'], expected: 'node' }, 'Publisher of the description must be a link; “the registry” is text.'],
    ['nodeKind, text wanted', { code: 'wrong-kind', path: 'healthdcatap:hasCodeValues', found: ['urn:x'], expected: 'text' }, 'Codes used must be plain text; here it is a link: “urn:x”.'],
    ['class', { code: 'wrong-class', path: 'dcatap:applicableLegislation', found: ['urn:law'], expected: 'eli:LegalResource' }, 'Applicable legislation must be a link to a legal act; “urn:law” does not say that it is one.'],
    ['datatype', { code: 'wrong-datatype', path: 'dct:issued', found: ['yesterday'], expected: 'date' }, 'Date of publication must be a date such as 2024-03-31; “yesterday” is not.'],
    ['vocabulary', { code: 'not-in-list', path: 'healthdcatap:healthTheme', found: ['Krebs'], expected: 'health-theme' }, '“Krebs” is not in the list “Health themes”.'],
    ['hasValue', { code: 'no-heal', path: 'dcat:theme' }, 'The theme Health is missing.'],
    ['nested', { path: 'dcat:distribution/dcatap:applicableLegislation', focus: 'urn:csv' }, 'Distribution “CSV extract”: Applicable legislation is missing.'],
    ['structured', { code: 'no-variables', path: 'healthdcatap:hasVariables' }, 'You say the data are structured, but there is no list of variables.'],
    ['language', { code: 'no-eu-language', path: 'dct:title', found: ['und'] }, 'Title: no text in an official EU language (Art. 77(2)).'],
  ])('for %s', (_constraint, parts, what) => expect(describeFinding(finding(parts), 'en', { nameOf: (focus) => (focus === 'urn:csv' ? 'CSV extract' : undefined) }).what).toBe(what));

  it('suggest in the reader’s language', () => {
    expect(describeFinding(finding({ code: 'not-in-list', path: 'healthdcatap:healthTheme', found: ['cancer'], expected: 'health-theme', suggestions: ['CANCER_DISEASE'] }), 'fr').mend).toMatch(/^Vouliez-vous dire “.*ancer.*” \?$/);
  });
  it('name the field of the source system', () => expect(describeFinding(finding({}), 'en', { sourceField: () => 'CKAN field "provenance"' }).mend).toContain('In the source this is CKAN field "provenance".'));

  it('exist for every code the code base can raise, in every language', () => {
    const folders = ['../validate/', '../../../mappings/normalise/'].map((folder) => new URL(folder, import.meta.url));
    const sources = folders.flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).map((file) => readFileSync(new URL(file, folder), 'utf8')));
    const codes = new Set(sources.flatMap((text) => [...text.matchAll(/(?:code: |warning\(record, )'([a-z-]+)'/g)].map(([, code]) => code ?? '')).filter((code) => code !== 'wrong-kind'));
    for (const language of languages) for (const code of codes) expect(phrasesIn(language).findings, `${code} in ${language}`).toHaveProperty(code);
    expect(codes.size).toBeGreaterThan(15);
  });
  it('exist for every property of the model', () => {
    const missing = [...new Set(Object.values(propertiesOf).flat().map(({ iri }) => curieOf(iri)))].filter((curie) => !hasField(curie));
    expect(missing.filter((curie) => !/^(oa:|locn:address|prov:(started|ended)|adms:schemaAgency|csvw:number)/.test(curie))).toEqual([]);
  });
  it('have no gap between languages', () => {
    for (const language of languages) expect(fieldIn(language, 'dct:title').why).toBeTruthy();
    expect(languages.map((language) => Object.keys(phrasesIn(language).findings).length)).toEqual([1, 1, 1].map(() => Object.keys(phrasesIn('en').findings).length));
  });

  it('group one cause over many records', () => {
    const records = new Map([['a', [finding({}), finding({ path: 'dct:type' })]], ['b', [finding({})]], ['c', []]]);
    expect(groupFindings(records).map(({ finding: one, records: ids, of }) => [one.path, ids, of])).toEqual([['dct:provenance', ['a', 'b'], 3], ['dct:type', ['a'], 3]]);
  });
});

describe('a property nobody knows', () => {
  it('is called by its own name, wherever it stands in the path', () => {
    expect(describeFinding(finding({ path: 'http://dcat-ap.de/def/dcatde/maintainer/foaf:name' }), 'en').what).toBe('maintainer: Name is missing.');
  });
});
