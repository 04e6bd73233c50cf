import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../core/catalogue/finding.ts';
import { propertiesOf } from '../../../core/catalogue/properties.ts';
import { curieOf } from '../../../core/vocabulary/prefixes.ts';
import { describeFinding } from './describe-finding.ts';
import { sourceFieldOf } from './source-fields.ts';
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

  // the table of catalogue.md §7.2, row by row, in French and German
  it.each<[string, Partial<Finding>, string, string]>([
    ['minCount', {}, 'Le champ « Provenance » manque.', '„Herkunft“ fehlt.'],
    ['maxCount', { code: 'too-many', path: 'healthdcatap:minTypicalAge', found: ['1', '2'] }, 'Le champ « Âge typique minimal » n’est admis qu’une fois ; il y en a 2 : 1, 2.', '„Jüngstes typisches Alter“ darf einmal angegeben werden; es sind 2: 1, 2.'],
    ['nodeKind, a link wanted', { code: 'wrong-kind', path: 'dct:publisher', found: ['the registry'], expected: 'node' }, 'Le champ « Éditeur de la fiche » doit être un lien ; « the registry » est du texte.', '„Herausgeber der Beschreibung“ muss ein Verweis sein; „the registry“ ist Text.'],
    ['nodeKind, text wanted', { code: 'wrong-kind', path: 'healthdcatap:hasCodeValues', found: ['urn:x'], expected: 'text' }, 'Le champ « Codes employés » doit être du texte ; ici c’est un lien : « urn:x ».', '„Verwendete Kodes“ muss Text sein; hier steht ein Verweis: „urn:x“.'],
    ['class', { code: 'wrong-class', path: 'dcatap:applicableLegislation', found: ['urn:law'], expected: 'eli:LegalResource' }, 'Le champ « Législation applicable » doit renvoyer à un texte de loi ; « urn:law » ne dit pas l’être.', '„Anwendbares Recht“ muss auf ein Rechtsakt verweisen; „urn:law“ gibt das nicht an.'],
    ['datatype, a number', { code: 'wrong-datatype', path: 'healthdcatap:numberOfRecords', found: ['many'], expected: 'nonNegativeInteger' }, 'Le champ « Nombre d’enregistrements » doit être un nombre entier, 0 ou plus ; « many » ne l’est pas.', '„Zahl der Datensätze“ muss eine ganze Zahl, 0 oder mehr sein; „many“ ist es nicht.'],
    ['datatype, a date', { code: 'wrong-datatype', path: 'dct:issued', found: ['yesterday'], expected: 'date' }, 'Le champ « Date de publication » doit être une date telle que 2024-03-31 ; « yesterday » ne l’est pas.', '„Veröffentlicht am“ muss ein Datum wie 2024-03-31 sein; „yesterday“ ist es nicht.'],
    ['vocabulary', { code: 'not-in-list', path: 'healthdcatap:healthTheme', found: ['Krebs'], expected: 'health-theme' }, '« Krebs » n’est pas dans la liste « Thèmes de santé ».', '„Krebs“ steht nicht in der Liste „Gesundheitsthemen“.'],
    ['hasValue', { code: 'no-heal', path: 'dcat:theme' }, 'Le thème Santé manque.', 'Das Thema Gesundheit fehlt.'],
    ['nested', { path: 'dcat:distribution/dcatap:applicableLegislation', focus: 'urn:csv' }, 'Le champ « Distribution “CSV extract” : Législation applicable » manque.', '„Distribution ‚CSV extract‘: Anwendbares Recht“ fehlt.'],
    ['structured', { code: 'no-variables', path: 'healthdcatap:hasVariables' }, 'Vous dites que les données sont structurées, mais la liste des variables manque.', 'Sie geben an, dass die Daten strukturiert sind, aber die Variablenliste fehlt.'],
    ['language', { code: 'no-eu-language', path: 'dct:title', found: ['und'] }, '« Titre » : aucun texte dans une langue officielle de l’UE (art. 77(2)).', '„Titel“: kein Text in einer Amtssprache der EU (Art. 77 Abs. 2).'],
    ['dead address', { code: 'dead-link', path: 'dcat:landingPage', found: ['https://x.example/', 'timeout', '2026-11-22'] }, '« Page d’accueil » : l’adresse « https://x.example/ » ne répond pas (pas de réponse à temps, essayée le 2026-11-22).', '„Informationsseite“: Die Adresse „https://x.example/“ antwortet nicht (keine Antwort innerhalb der Zeit, versucht am 2026-11-22).'],
  ])('for %s in French and German', (_constraint, parts, fr, de) => {
    const context = { nameOf: (focus: string) => (focus === 'urn:csv' ? 'CSV extract' : undefined) };
    expect([describeFinding(finding(parts), 'fr', context).what, describeFinding(finding(parts), 'de', context).what]).toEqual([fr, de]);
  });
  it('say how to give a contact', () => {
    expect(languages.map((language) => describeFinding(finding({ code: 'no-email-or-page', path: 'dcat:contactPoint' }), language).mend)).toEqual(['Give an e-mail address or a web page.', 'Donnez une adresse électronique ou une page web.', 'Geben Sie eine E-Mail-Adresse oder eine Webseite an.']);
  });
  it('never name a shape or quote an official message', () => {
    const all = languages.flatMap((language) => Object.values(phrasesIn(language).findings).flatMap(({ what, mend }) => [what, mend]));
    expect(all.filter((text) => /\bsh:|shape|SHACL|NodeShape|Shacl/i.test(text))).toEqual([]);
  });

  it('suggest in the reader’s language', () => {
    expect(describeFinding(finding({ code: 'not-in-list', path: 'healthdcatap:healthTheme', found: ['cancer'], expected: 'health-theme', suggestions: ['CANCER_DISEASE'] }), 'fr').mend).toMatch(/^Vouliez-vous dire « .*ancer.* » \?$/);
  });
  it('name the field of the source system', () => expect(describeFinding(finding({}), 'en', { sourceField: sourceFieldOf('ckan') }).mend).toContain('In CKAN this is the field “provenance”.'));

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
});

describe('a property nobody knows', () => {
  it('is called by its own name, wherever it stands in the path', () => {
    expect(describeFinding(finding({ path: 'http://dcat-ap.de/def/dcatde/maintainer/foaf:name' }), 'en').what).toBe('maintainer: Name is missing.');
  });
});
