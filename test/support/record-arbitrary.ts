import fc from 'fast-check';
import type { Agent, ContactPoint, DatasetRecord, Distribution, Period, VariableTable } from '../../core/catalogue/record.ts';
import type { LangText } from '../../core/languages.ts';
import { accessRight } from '../../core/vocabulary/authority.ts';
import { vocabularyNamed } from '../../mappings/vocabularies/index.ts';

/* Arbitrary records, as full as Release 8 allows, with odd text: quotes, line ends, other scripts. For property tests of mappings there and back. */

const word = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/);
export const anyText = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), word).filter((text) => text.trim() !== '' && !text.includes('\u0000'));
const tag = fc.constantFrom('en', 'fr', 'de', 'fi', 'sv', 'und');
export const anyLangText: fc.Arbitrary<LangText> = fc.dictionary(tag, anyText, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
export const anyIri = word.map((name) => `https://data.example/${name}`);
const iris = fc.uniqueArray(anyIri, { maxLength: 3 });
const from = (list: string) => fc.constantFrom(...(vocabularyNamed(list)?.concepts ?? []).map(({ iri }) => iri));
const some = (list: string) => fc.uniqueArray(from(list), { maxLength: 3 });
const mail = word.map((name) => `${name}@example.org`);
export const anyDate = fc.oneof(
  fc.integer({ min: 1900, max: 2099 }).map(String),
  fc.constantFrom('2024-03', '2024-03-31', '2019-12-01', '2024-01-11T17:24:37+01:00', '2020-05-05T10:00:00Z', '2020-05-05T10:00:00.123Z'),
);
const count = fc.nat({ max: 9_000_000_000 });

/** fast-check gives every key of `requiredKeys`; the others may be absent, never undefined. */
const partly = <T extends object, Key extends keyof T>(members: { [Name in keyof T]-?: fc.Arbitrary<Exclude<T[Name], undefined>> }, requiredKeys: Key[]) =>
  fc.record(members as never, { requiredKeys: requiredKeys as never, noNullPrototype: true }) as fc.Arbitrary<T>;

const named = (folder: string) => fc.uuid().map((id) => `https://node.example/${folder}/${id}`);
const hours = partly<NonNullable<Agent['openingHours']>[number], 'description' | 'iri'>({ iri: named('hours'), description: anyLangText, frequency: from('frequency') }, ['description', 'iri']);

const agent: fc.Arbitrary<Agent> = partly<Agent, 'iri' | 'name'>({
  iri: named('agent'), name: anyLangText, type: from('publisher-type'), email: mail, page: anyIri, telephone: fc.uniqueArray(word, { minLength: 1, maxLength: 2 }), note: anyLangText,
  identifier: fc.uniqueArray(anyText, { minLength: 1, maxLength: 2 }), homepage: anyIri, trustedHolder: fc.boolean(), mailbox: mail, contactIri: named('agent-contact'),
  openingHours: fc.array(hours, { minLength: 1, maxLength: 2 }), specialOpeningHours: fc.array(hours, { minLength: 1, maxLength: 1 }),
}, ['iri', 'name']).map((one) => (one.openingHours ?? one.specialOpeningHours) !== undefined && one.contactIri === undefined ? { ...one, contactIri: `${one.iri}#c` } : one);

const contact: fc.Arbitrary<ContactPoint> = partly<ContactPoint, 'iri'>({ iri: named('contact'), name: anyLangText, email: mail, url: anyIri, telephone: word }, ['iri']);
const period: fc.Arbitrary<Period> = partly<Period, 'iri'>({ iri: named('period'), start: anyDate, end: anyDate }, ['iri']);

const distribution: fc.Arbitrary<Distribution> = partly<Distribution, 'iri' | 'kind' | 'accessUrl' | 'downloadUrl' | 'legislation' | 'language' | 'conformsTo'>({
  iri: named('distribution'), kind: fc.constantFrom('distribution', 'sample', 'analytics'), title: anyLangText, description: anyLangText, accessUrl: iris, downloadUrl: iris,
  format: from('file-type'), mediaType: fc.constantFrom('http://www.iana.org/assignments/media-types/text/csv'), licence: named('licence'), licenceType: from('licence-type'), rights: anyLangText, rightsIri: named('rights'),
  availability: from('planned-availability'), status: from('distribution-status'), byteSize: count, legislation: iris, language: some('language'), issued: anyDate, modified: anyDate,
  checksum: fc.constant({ algorithm: 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256', value: 'ab12' }), conformsTo: iris,
  compressFormat: fc.constant('http://www.iana.org/assignments/media-types/application/gzip'), packageFormat: fc.constant('http://www.iana.org/assignments/media-types/application/zip'),
  page: fc.uniqueArray(anyIri, { minLength: 1, maxLength: 2 }), policy: anyIri, spatialResolution: fc.constantFrom('10', '2.5'), temporalResolution: fc.constantFrom('P1D', 'PT15M'),
  accessService: fc.array(partly<NonNullable<Distribution['accessService']>[number], 'iri' | 'title' | 'endpointUrl'>({
    iri: named('service'), title: anyLangText, description: anyLangText, endpointUrl: iris, endpointDescription: fc.uniqueArray(anyIri, { minLength: 1, maxLength: 1 }),
    servesDataset: fc.uniqueArray(anyIri, { minLength: 1, maxLength: 1 }), format: fc.uniqueArray(from('file-type'), { minLength: 1, maxLength: 2 }), licence: named('licence'), accessRights: from('access-right'),
    conformsTo: fc.uniqueArray(anyIri, { minLength: 1, maxLength: 1 }), landingPage: fc.uniqueArray(anyIri, { minLength: 1, maxLength: 1 }), legislation: fc.uniqueArray(anyIri, { minLength: 1, maxLength: 1 }),
  }, ['iri', 'title', 'endpointUrl']), { minLength: 1, maxLength: 1 }),
}, ['iri', 'kind', 'accessUrl', 'downloadUrl', 'legislation', 'language', 'conformsTo'])
  .map(({ licenceType, ...one }) => (one.licence === undefined || licenceType === undefined ? one : { ...one, licenceType }))
  .map(({ rights, rightsIri, ...one }) => (rights === undefined || rightsIri === undefined ? one : { ...one, rights, rightsIri }));

const table: fc.Arbitrary<VariableTable> = fc.record({
  group: named('group'), groupTitle: anyLangText,
  table: partly<VariableTable, 'iri' | 'title' | 'variables'>({
    iri: named('table'), name: word, keyword: fc.uniqueArray(fc.record({ text: word, lang: fc.constant('en') }, { noNullPrototype: true }), { minLength: 1, maxLength: 2, selector: ({ text }) => text }), group: fc.constant(undefined as never), title: anyLangText, url: anyIri,
    variables: fc.array(partly<VariableTable['variables'][number], 'iri' | 'name' | 'title' | 'description'>({
      iri: named('column'), number: fc.nat({ max: 500 }), name: word, title: anyLangText, description: anyLangText, datatype: fc.constantFrom('string', 'integer', 'date'), propertyUrl: anyIri,
    }, ['iri', 'name', 'title', 'description']), { maxLength: 4 }).map((list) => list.map((one, at) => ({ ...one, number: at + 1 }))),
  }, ['iri', 'title', 'variables']),
}).map(({ group, groupTitle, table: one }) => ({ ...one, group: { iri: group, title: groupTitle } }));

const statement = fc.record({ iri: named('statement'), text: anyLangText }, { noNullPrototype: true });
const level = fc.constantFrom('PUBLIC', 'RESTRICTED', 'NON_PUBLIC' as const);

/** Texts joined per language, as a record's plain view gives them. */
const joined = (parts: readonly LangText[]): LangText => {
  const all: Record<string, string> = {};
  for (const part of parts) for (const [lang, text] of Object.entries(part)) all[lang] = all[lang] === undefined ? text : `${all[lang]}\n${text}`;
  return all;
};

/** A record whose plain views agree with the nodes behind them: what `toRecord` gives for a complete description. */
export const anyRecord: fc.Arbitrary<DatasetRecord> = fc.record({
  core: fc.record({ id: fc.uuid(), level, title: anyLangText, description: anyLangText, alternative: fc.uniqueArray(fc.record({ lang: tag, text: anyText }), { maxLength: 2, selector: ({ lang, text }) => lang + text }), words: fc.dictionary(tag, fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), { maxKeys: 2, noNullPrototype: true }), identifier: fc.uniqueArray(anyText, { maxLength: 2 }), others: fc.uniqueArray(fc.record({ notation: anyText, agency: anyText }, { requiredKeys: ['notation'], noNullPrototype: true }), { maxLength: 2, selector: ({ notation }) => notation }) }),
  lists: fc.record({ legislation: iris, theme: some('data-theme'), healthCategory: some('healthcategories'), healthTheme: some('health-theme'), type: some('dataset-type'), codingSystem: some('coding-system'), codeValues: fc.uniqueArray(word, { maxLength: 3 }), conformsTo: some('standard'), personalData: some('personal-data'), language: some('language'), spatial: some('country'), landingPage: iris, page: iris, isReferencedBy: iris, source: iris, relation: iris, inSeries: iris }, { noNullPrototype: true }),
  optional: fc.record({ publisher: agent, custodian: agent, hdab: agent, hdabCoordinator: agent, hasStructuredData: fc.boolean(), minTypicalAge: fc.nat({ max: 130 }), maxTypicalAge: fc.nat({ max: 130 }), numberOfRecords: count, numberOfUniqueIndividuals: count, retentionPeriod: period, temporalResolution: fc.constantFrom('P1M', 'P1Y'), spatialResolution: fc.constantFrom('100', '12.5'), frequency: from('frequency'), version: word, versionNotes: anyLangText, issued: anyDate, modified: anyDate, hasVersion: fc.uniqueArray(anyIri, { minLength: 1, maxLength: 2 }) }, { requiredKeys: [], noNullPrototype: true }),
  nodes: fc.record({ provenance: fc.array(statement, { maxLength: 2 }), purpose: fc.array(statement, { maxLength: 2 }), basis: fc.array(fc.record({ iri: named('basis'), description: anyLangText, source: fc.uniqueArray(anyIri, { minLength: 1, maxLength: 1 }) }, { requiredKeys: ['iri'], noNullPrototype: true }), { maxLength: 2 }), activity: fc.array(fc.record({ iri: named('activity'), type: fc.uniqueArray(from('health-activity'), { minLength: 1, maxLength: 1 }), label: anyLangText, startedAt: fc.constant('2021-01-01T00:00:00Z') }, { requiredKeys: ['iri'], noNullPrototype: true }), { maxLength: 2 }), quality: fc.array(fc.record({ iri: named('quality'), body: fc.uniqueArray(anyIri, { minLength: 1, maxLength: 1 }) }, { noNullPrototype: true }), { maxLength: 2 }), population: fc.uniqueArray(fc.record({ text: anyText, lang: fc.constantFrom('en', 'fi') }, { noNullPrototype: true }), { maxLength: 2, selector: ({ text, lang }) => lang + text }), relation: fc.array(fc.record({ iri: named('relation'), relation: fc.tuple(anyIri), role: fc.tuple(anyIri) }, { noNullPrototype: true }), { maxLength: 1 }), attribution: fc.array(fc.record({ iri: named('attribution'), agent, role: fc.tuple(anyIri) }, { noNullPrototype: true }), { maxLength: 1 }), location: fc.array(fc.record({ iri: named('place'), label: anyLangText, geometry: fc.constant('POINT(1 2)') }, { requiredKeys: ['iri', 'label'], noNullPrototype: true }), { maxLength: 1 }) }),
  inner: fc.record({ creator: fc.array(agent, { maxLength: 2 }), contactPoint: fc.array(contact, { maxLength: 2 }), temporal: fc.array(period, { maxLength: 2 }), variables: fc.array(table, { maxLength: 2 }), distribution: fc.array(distribution, { maxLength: 3 }) }, { noNullPrototype: true }),
}).map(({ core, lists, optional, nodes, inner }): DatasetRecord => {
  const present = <T>(key: string, list: readonly T[]) => (list.length === 0 ? {} : { [key]: list });
  return {
    iri: `https://node.example/dataset/${core.id}`, kind: 'dataset', identifier: core.identifier, otherIdentifier: core.others, title: core.title, description: core.description,
    alternative: core.alternative.map(({ lang, text }) => ({ [lang]: text })), keyword: core.words, accessLevel: core.level, accessRights: accessRight[core.level],
    ...lists, ...optional, ...inner,
    spatial: [...nodes.location.map(({ iri }) => iri), ...lists.spatial],
    provenance: joined(nodes.provenance.map(({ text }) => text)), purpose: nodes.purpose.map(({ text }) => text),
    legalBasis: nodes.basis.map(({ iri }) => iri), activity: nodes.activity.flatMap(({ type }) => type ?? []), quality: nodes.quality.flatMap(({ body }) => body),
    populationCoverage: joined(nodes.population.map(({ text, lang }) => ({ [lang]: text }))),
    ...present('provenanceStatement', nodes.provenance), ...present('purposeStatement', nodes.purpose), ...present('legalBasisNode', nodes.basis), ...present('activityNode', nodes.activity),
    ...present('qualityAnnotation', nodes.quality), ...present('populationCoverageText', nodes.population), ...present('qualifiedRelation', nodes.relation),
    ...present('qualifiedAttribution', nodes.attribution), ...present('location', nodes.location),
    trustedHolder: optional.custodian?.trustedHolder ?? false,
  };
});
