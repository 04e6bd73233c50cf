import type { Finding } from '../../../core/catalogue/finding.ts';
import type { DatasetRecord, Distribution } from '../../../core/catalogue/record.ts';
import { euLanguages, type LangText } from '../../../core/languages.ts';
import { findConcept, vocabularyOfConcept } from '../../../mappings/vocabularies/index.ts';

export type Dimension = 'findability' | 'accessibility' | 'interoperability' | 'reusability' | 'contextuality';

/** Whether the addresses of one kind were all tried and answer. What nobody tried counts neither way. */
export type LinkState = 'unchecked' | 'answers' | 'dead';
export type LinkStates = { readonly access: LinkState; readonly landing: LinkState };

/** What an indicator looks at. */
export type ScoreFacts = { readonly record: DatasetRecord; readonly findings: readonly Finding[]; readonly links: LinkStates };

export type Indicator = {
  readonly id: string;
  readonly dimension: Dimension;
  /** Out of 100 over all indicators. */
  readonly points: number;
  /** CURIEs of the properties that win the points: the link to the field. */
  readonly paths: readonly string[];
  readonly met: (facts: ScoreFacts) => boolean;
  /** Indicators that do not apply leave the sum, and the rest is scaled (catalogue.md §7.3). */
  readonly applies?: (facts: ScoreFacts) => boolean;
};

const longestText = (text: LangText): number => Math.max(0, ...Object.values(text).map((one) => one.length));
const euTags = (text: LangText): string[] => Object.keys(text).map((tag) => tag.split('-')[0] ?? tag).filter((tag) => (euLanguages as readonly string[]).includes(tag));
const isFrom = (iri: string, ...lists: readonly string[]): boolean => lists.includes(vocabularyOfConcept(iri)?.list ?? '');
const isPlace = (iri: string): boolean => isFrom(iri, 'country', 'continent') || /^https?:\/\/sws\.geonames\.org\/|\/authority\/place\//.test(iri);
const dead = ({ findings }: ScoreFacts, path: RegExp): boolean => findings.some((finding) => finding.code === 'dead-link' && path.test(finding.path));
const real = (record: DatasetRecord): readonly Distribution[] => record.distribution.filter(({ kind }) => kind === 'distribution');
const every = <T>(list: readonly T[], test: (one: T) => boolean): boolean => list.length > 0 && list.every(test);
const hasText = (text: LangText | undefined): boolean => text !== undefined && Object.keys(text).length > 0;
/** Aggregates and pathogens tell of no person; zero individuals says so outright. */
const aboutPeople = (record: DatasetRecord): boolean =>
  record.numberOfUniqueIndividuals !== 0 && !every(record.healthCategory, (iri) => ['NRPE', 'RPDG'].includes(findConcept(iri)?.code ?? ''));
const mediaTypeKnown = (iri: string | undefined): boolean => iri !== undefined && iri.includes('iana.org/assignments/media-types/');

const row = (dimension: Dimension, id: string, points: number, paths: string, met: (record: DatasetRecord, facts: ScoreFacts) => boolean, applies?: Indicator['applies']): Indicator => ({
  id, dimension, points, paths: paths.split(' '), met: (facts) => met(facts.record, facts), ...(applies === undefined ? {} : { applies }),
});

/** The indicators of catalogue.md §7.3 with their points; a change here is a new `rulesVersion`. */
export const indicators: readonly Indicator[] = [
  row('findability', 'keywords', 4, 'dcat:keyword', (record) => Math.max(0, ...Object.values(record.keyword).map((words) => words.length)) >= 2),
  row('findability', 'health-theme', 4, 'healthdcatap:healthTheme', (record) => record.healthTheme.some((iri) => isFrom(iri, 'health-theme'))),
  row('findability', 'health-category', 3, 'healthdcatap:healthCategory', (record) => every(record.healthCategory, (iri) => isFrom(iri, 'healthcategories'))),
  row('findability', 'place', 4, 'dct:spatial', (record) => record.spatial.some(isPlace)),
  row('findability', 'period', 4, 'dct:temporal', (record) => record.temporal.some(({ start, end }) => start !== undefined || end !== undefined)),
  row('findability', 'two-languages', 3, 'dct:title dct:description', (record) => euTags(record.title).length >= 2 && euTags(record.description).length >= 2),
  row('findability', 'long-description', 3, 'dct:description', (record) => longestText(record.description) >= 200),
  row('accessibility', 'access-url-answers', 6, 'dcat:distribution/dcat:accessURL', (record, facts) => facts.links.access === 'answers' && every(real(record), (one) => one.accessUrl.length > 0), ({ links }) => links.access !== 'unchecked'),
  row('accessibility', 'hdab-contact', 4, 'healthdcatap:hdab', (record, facts) => (record.hdab?.email ?? record.hdab?.page) !== undefined && !dead(facts, /hdab/)),
  row('accessibility', 'contact-point', 4, 'dcat:contactPoint', (record) => record.contactPoint.some(({ email, url }) => (email ?? url) !== undefined)),
  row('accessibility', 'sample-or-analytics', 4, 'adms:sample healthdcatap:analytics', (record) => record.distribution.some(({ kind }) => kind !== 'distribution')),
  row('accessibility', 'landing-page', 2, 'dcat:landingPage', (record, facts) => record.landingPage.length > 0 && facts.links.landing === 'answers', ({ record, links }) => record.landingPage.length === 0 || links.landing !== 'unchecked'),
  row('interoperability', 'no-violation', 8, '', (_record, { findings }) => !findings.some(({ severity }) => severity === 'violation')),
  row('interoperability', 'variables', 6, 'healthdcatap:hasVariables', (record) => record.variables.some(({ variables }) => variables.some(({ description }) => hasText(description))), ({ record }) => record.hasStructuredData !== false),
  row('interoperability', 'coding-system', 4, 'healthdcatap:hasCodingSystem', (record) => record.codingSystem.some((iri) => isFrom(iri, 'coding-system'))),
  row('interoperability', 'standard', 3, 'dct:conformsTo', (record) => record.conformsTo.some((iri) => isFrom(iri, 'standard') && findConcept(iri)?.group !== true)),
  row('interoperability', 'formats', 4, 'dcat:distribution/dct:format dcat:distribution/dcat:mediaType', (record) => every(real(record), ({ format, mediaType }) => isFrom(format ?? '', 'file-type') && mediaTypeKnown(mediaType))),
  row('reusability', 'licence-or-rights', 4, 'dcat:distribution/dct:license dcat:distribution/dct:rights', (record) => every(real(record), ({ licence, rights }) => licence !== undefined || hasText(rights))),
  row('reusability', 'access-rights', 2, 'dct:accessRights', (record) => record.accessLevel !== undefined),
  row('reusability', 'legal-ground', 3, 'dpv:hasLegalBasis dcatap:applicableLegislation', (record) => record.legislation.length > 0 || record.legalBasis.length > 0 || (record.legalBasisNode ?? []).length > 0),
  row('reusability', 'provenance', 4, 'dct:provenance', (record) => longestText(record.provenance) >= 100),
  row('reusability', 'agents-typed', 4, 'dct:publisher geodcatap:custodian', (record) => record.publisher?.type !== undefined && record.custodian?.type !== undefined),
  row('reusability', 'quality-annotation', 3, 'dqv:hasQualityAnnotation', (record) => record.quality.length > 0),
  row('contextuality', 'counts', 3, 'healthdcatap:numberOfRecords healthdcatap:numberOfUniqueIndividuals', (record) => record.numberOfRecords !== undefined && (record.numberOfUniqueIndividuals !== undefined || !aboutPeople(record))),
  row('contextuality', 'population', 2, 'healthdcatap:populationCoverage', (record) => hasText(record.populationCoverage)),
  row('contextuality', 'ages', 1, 'healthdcatap:minTypicalAge healthdcatap:maxTypicalAge', (record) => record.minTypicalAge !== undefined && record.maxTypicalAge !== undefined, ({ record }) => aboutPeople(record)),
  row('contextuality', 'dates', 2, 'dct:issued dct:modified', (record) => record.issued !== undefined && record.modified !== undefined),
  row('contextuality', 'retention-or-frequency', 2, 'healthdcatap:retentionPeriod dct:accrualPeriodicity', (record) => record.retentionPeriod !== undefined || record.frequency !== undefined),
];

/** Carried by every score; history keeps the rules it was made with. */
export const rulesVersion = '2026-11-22';
