import type { CodeableConcept, Extension, Library, Organization, RelatedArtifact, UsageContext } from 'fhir/r4.d.ts';
import type { Agent, DatasetRecord, Period } from '../../core/catalogue/record.ts';
import { scheme } from '../../core/vocabulary/authority.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { findConcept } from '../vocabularies/index.ts';
import { isFhirDate, toAttachment } from './content.ts';
import { codingOf, compact, elementOf, ext, extMany, extMaybe, languageExt, mainOf, textExt } from './ext.ts';
import { organizationId, toOrganization } from './organization.ts';

export type LibraryFacts = {
  readonly id: string;
  /** Base of the portal: links to RDF and the data dictionary hang under it. */
  readonly base: string;
  readonly versionId: string;
  readonly lastUpdated: string;
  readonly version: string;
  readonly state: 'published' | 'draft' | 'in-review' | 'missing' | 'withdrawn';
  readonly demo?: boolean;
  /** Date of the holder's yearly check (Art. 60(3)). */
  readonly checkedAt?: string;
};

const uri = (valueUri: string) => ({ valueUri });
const coding = (iri: string) => ({ valueCoding: codingOf(iri) });
const status = { published: 'active', missing: 'active', draft: 'draft', 'in-review': 'draft', withdrawn: 'retired' } as const;

/** A name as FHIR wants it: a letter, then letters, digits and underscores. */
const nameOf = (title: string): string => {
  const plain = title.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return (/^[A-Za-z]/.test(plain) ? plain : `D_${plain}`).slice(0, 120);
};

const reference = (name: string, agent: Agent | undefined, main: string): Extension[] =>
  extMaybe(name, agent, (one) => ({ valueReference: { reference: `Organization/${organizationId(one.iri)}`, ...(mainOf(one.name, main) === undefined ? {} : { display: mainOf(one.name, main)!.text }) } }));

/** Told apart by their system; a value of another list says which property it stands in. */
const topic = (values: readonly string[], list: string, property: string): CodeableConcept[] =>
  values.map((iri) => ({ ...(codingOf(iri).system === list ? {} : { extension: [ext('property', uri(property))] }), coding: [codingOf(iri)] }));

const topicsOf = (record: DatasetRecord): CodeableConcept[] => [
  ...topic(record.theme, scheme.dataTheme, dcat.theme), ...topic(record.healthCategory, scheme.healthCategory, healthdcatap.healthCategory), ...topic(record.healthTheme, scheme.healthTheme, healthdcatap.healthTheme),
  ...Object.entries(record.keyword).flatMap(([lang, words]) => words.map((text) => ({ text, _text: { extension: [languageExt(lang)] } }) as CodeableConcept)),
];

const jurisdictionOf = (iri: string): CodeableConcept => {
  const alpha2 = iri.startsWith(scheme.country) ? findConcept(iri)?.alpha2 : undefined;
  return { coding: [...(alpha2 === undefined ? [] : [{ system: 'urn:iso:std:iso:3166', code: alpha2 }]), codingOf(iri)] };
};

const years = (value: number) => ({ value, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' });

const useContextOf = (record: DatasetRecord): UsageContext[] => {
  const system = record.codingSystem.length === 1 ? record.codingSystem[0] : undefined;
  const type = 'http://terminology.hl7.org/CodeSystem/usage-context-type';
  const age = record.minTypicalAge === undefined && record.maxTypicalAge === undefined ? [] : [{
    code: { system: type, code: 'age' },
    valueRange: { ...(record.minTypicalAge === undefined ? {} : { low: years(record.minTypicalAge) }), ...(record.maxTypicalAge === undefined ? {} : { high: years(record.maxTypicalAge) }) },
  }];
  return [...age, ...record.codeValues.map((code) => ({ code: { system: type, code: 'focus' }, valueCodeableConcept: { coding: [{ code, ...(system === undefined ? {} : { system }) }] } }))];
};

const artifact = (type: RelatedArtifact['type'], url: string, property: string): RelatedArtifact => ({ type, url, extension: [ext('property', uri(property))] });
const relatedOf = (record: DatasetRecord): RelatedArtifact[] => [
  ...record.landingPage.map((url) => artifact('documentation', url, dcat.landingPage)), ...record.page.map((url) => artifact('documentation', url, foaf.page)), ...record.relation.map((url) => artifact('documentation', url, dct.relation)),
  ...record.isReferencedBy.map((url) => artifact('citation', url, dct.isReferencedBy)), ...record.source.map((url) => artifact('derived-from', url, dct.source)), ...(record.hasVersion ?? []).map((url) => artifact('successor', url, dcat.hasVersion)),
];

const isDateLike = (text: string | undefined): text is string => text !== undefined && isFhirDate(text);
const periodOf = (period: Period) => ({
  ...(period.iri === undefined ? {} : { extension: [ext('iri', uri(period.iri))] }),
  ...(isDateLike(period.start) ? { start: period.start } : {}), ...(isDateLike(period.end) ? { end: period.end } : {}),
});
const periodExt = (name: string, period: Period): Extension => ext(name, { valuePeriod: periodOf(period) });

const statements = (record: DatasetRecord, main: string): Extension[] => [
  ...(record.provenanceStatement ?? (Object.keys(record.provenance).length === 0 ? [] : [{ text: record.provenance, iri: undefined }])).flatMap(({ text, iri }) => withIri(textExt('provenance', text, main, 'markdown'), iri)),
  ...(record.purposeStatement ?? record.purpose.map((text) => ({ text, iri: undefined }))).flatMap(({ text, iri }) => {
    const made = withIri(textExt('purpose', text, main, 'markdown'), iri);
    return made.length > 0 || iri === undefined ? made : [ext('purpose', uri(iri))];
  }),
  ...(record.populationCoverageText === undefined
    ? textExt('population-coverage', record.populationCoverage, main, 'markdown')
    : record.populationCoverageText.flatMap(({ text, lang = 'und' }) => textExt('population-coverage', { [lang]: text }, main, 'markdown'))),
  ...(record.legalBasisNode ?? record.legalBasis.map((iri) => ({ iri, description: undefined, source: undefined }))).map((basis) => ext('legal-basis', {
    extension: [...extMaybe('iri', basis.iri, uri), ...textExt('description', basis.description ?? {}, main), ...extMany('source', basis.source, uri)],
  })),
  ...(record.activityNode ?? record.activity.map((type) => ({ type: [type], label: undefined, iri: undefined }))).map((activity) => ext('generated-by', {
    extension: [...extMaybe('iri', activity.iri, uri), ...extMany('type', activity.type, coding), ...textExt('label', activity.label ?? {}, main)],
  })),
  ...(record.qualityAnnotation ?? record.quality.map((body) => ({ iri: undefined, body: [body] }))).flatMap(({ iri, body }) => (body ?? []).map((one) => qualityExt(one, iri))),
];

type Marked = Extension & { readonly _valueMarkdown?: { readonly extension?: Extension[] } };

/** An annotation by its body; one that has an address keeps it, so that it comes back as the same node. */
const qualityExt = (body: string, iri: string | undefined): Extension =>
  ({ ...ext('quality', uri(body)), ...(iri === undefined ? {} : { _valueUri: { extension: [ext('iri', uri(iri))] } }) }) as Extension;

/** The address of the node a text stands in, beside its translations. */
const withIri = (extensions: Extension[], iri: string | undefined): Extension[] =>
  iri === undefined ? extensions : extensions.map((one) => ({ ...one, _valueMarkdown: { extension: [...((one as Marked)._valueMarkdown?.extension ?? []), ext('iri', uri(iri))] } }) as Extension);

const extensionsOf = (record: DatasetRecord, main: string): Extension[] => [
  ...reference('publisher', record.publisher, main), ...reference('hdab', record.hdab, main), ...reference('hdab-coordinator', record.hdabCoordinator, main), ...reference('custodian', record.custodian, main),
  ...extMaybe('access-rights', record.accessRights, coding), ...extMany('applicable-legislation', record.legislation, uri),
  ...extMany('coding-system', record.codingSystem, coding), ...extMany('conforms-to', record.conformsTo, coding), ...extMany('personal-data', record.personalData, coding),
  ...extMany('dataset-type', record.type, coding), ...extMany('data-language', record.language, coding), ...extMaybe('accrual-periodicity', record.frequency, coding), ...extMany('in-series', record.inSeries, (valueCanonical) => ({ valueCanonical })),
  ...record.alternative.slice(1).flatMap((text) => textExt('alternative', text, main)), ...textExt('version-notes', record.versionNotes ?? {}, main),
  ...extMaybe('issued', record.issued, (valueString) => ({ valueString })), ...(record.modified === undefined || isFhirDate(record.modified) ? [] : [ext('modified', { valueString: record.modified })]),
  ...extMaybe('records', record.numberOfRecords, (valueDecimal) => ({ valueDecimal })), ...extMaybe('individuals', record.numberOfUniqueIndividuals, (valueDecimal) => ({ valueDecimal })),
  ...extMaybe('structured-data', record.hasStructuredData, (valueBoolean) => ({ valueBoolean })),
  ...extMaybe('temporal-resolution', record.temporalResolution, (valueString) => ({ valueString })), ...extMaybe('spatial-resolution', record.spatialResolution, (valueString) => ({ valueString })),
  ...record.temporal.slice(1).map((period) => periodExt('temporal', period)), ...(record.retentionPeriod === undefined ? [] : [periodExt('retention-period', record.retentionPeriod)]),
  ...statements(record, main),
];

const ownContent = (record: DatasetRecord, facts: LibraryFacts) => {
  const variables = record.variables.reduce((sum, table) => sum + table.variables.length, 0);
  return [
    ...(variables === 0 ? [] : [{ contentType: 'application/csvm+json', url: `${facts.base}/dataset/${facts.id}/variables.json`, extension: [ext('content-kind', { valueCode: 'variables' }), ext('variable-count', { valueInteger: variables })] }]),
    { contentType: 'text/turtle', url: `${facts.base}/dataset/${facts.id}.ttl?version=${facts.version}`, extension: [ext('content-kind', { valueCode: 'source' }), ext('hash', { valueString: facts.version })] },
  ];
};

/** A dataset (or series) as FHIR R4 Library, type asset-collection (catalogue.md §4.2). Organizations are referred to by id, see `organizationsOf`.
 *  What FHIR cannot carry is told by `mappingReport`. */
export const toLibrary = (record: DatasetRecord, facts: LibraryFacts): Library => {
  const main = Object.keys(record.title)[0] ?? 'en';
  const title = mainOf(record.title, main);
  const description = mainOf(record.description, main);
  const first = record.alternative[0];
  const element = (name: string, text: Readonly<Record<string, string>> | undefined) => {
    const made = text === undefined ? undefined : elementOf(text, main);
    return made === undefined ? {} : { [`_${name}`]: made };
  };
  const [period] = record.temporal;
  return compact<Library>({
    resourceType: 'Library', id: facts.id,
    meta: { versionId: facts.versionId, lastUpdated: facts.lastUpdated, tag: [{ system: 'urn:ehds-node:fhir:kind', code: record.kind }] },
    ...(main === 'und' ? {} : { language: main }),
    extension: extensionsOf(record, main),
    url: record.iri,
    identifier: [
      ...record.identifier.map((value) => ({ use: 'official' as const, value })),
      ...record.otherIdentifier.map(({ notation, agency }) => ({ use: 'secondary' as const, value: notation, ...(agency === undefined ? {} : { assigner: { display: agency } }) })),
    ],
    ...(record.version === undefined ? {} : { version: record.version }),
    name: nameOf(title?.text ?? 'Dataset'),
    ...(title === undefined ? {} : { title: title.text }), ...element('title', record.title),
    ...(first === undefined || mainOf(first, main) === undefined ? {} : { subtitle: mainOf(first, main)!.text }), ...element('subtitle', first),
    status: status[facts.state],
    ...(facts.demo === true ? { experimental: true } : {}),
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/library-type', code: 'asset-collection' }] },
    ...(record.modified !== undefined && isFhirDate(record.modified) ? { date: record.modified } : {}),
    ...(record.publisher === undefined ? {} : { publisher: mainOf(record.publisher.name, main)?.text ?? record.publisher.iri }),
    contact: record.contactPoint.map((point) => ({
      ...(mainOf(point.name ?? {}, main) === undefined ? {} : { name: mainOf(point.name ?? {}, main)!.text, ...(elementOf(point.name ?? {}, main) === undefined ? {} : { _name: elementOf(point.name ?? {}, main) }) }),
      telecom: [...(point.email === undefined ? [] : [{ system: 'email' as const, value: point.email }]), ...(point.url === undefined ? [] : [{ system: 'url' as const, value: point.url }]), ...(point.telephone === undefined ? [] : [{ system: 'phone' as const, value: point.telephone }])],
      ...(point.iri === undefined ? {} : { extension: [ext('iri', uri(point.iri))] }),
    })),
    ...(description === undefined ? {} : { description: description.text }), ...element('description', record.description),
    useContext: useContextOf(record),
    jurisdiction: record.spatial.map(jurisdictionOf),
    ...(facts.checkedAt === undefined ? {} : { lastReviewDate: facts.checkedAt.slice(0, 10) }),
    ...(period === undefined || Object.keys(periodOf(period)).length === 0 ? {} : { effectivePeriod: periodOf(period) }),
    topic: topicsOf(record),
    author: record.creator.map((agent) => ({
      ...(mainOf(agent.name, main) === undefined ? {} : { name: mainOf(agent.name, main)!.text }), extension: [ext('iri', uri(agent.iri)), ...reference('organization', agent, main)],
    })),
    relatedArtifact: relatedOf(record),
    content: [...record.distribution.map((one) => toAttachment(one, main)), ...ownContent(record, facts)],
  } as Library);
};

/** Every organization a Library of this record refers to, by id. */
export const organizationsOf = (record: DatasetRecord): ReadonlyMap<string, Organization> =>
  new Map([record.publisher, record.hdab, record.hdabCoordinator, record.custodian, ...record.creator].filter((agent) => agent !== undefined).map((agent) => [`Organization/${organizationId(agent.iri)}`, toOrganization(agent)]));
