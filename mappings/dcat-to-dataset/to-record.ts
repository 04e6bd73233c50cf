import type { AccessLevel, DatasetRecord } from '../../core/catalogue/record.ts';
import type { LangText } from '../../core/languages.ts';
import { accessRight } from '../../core/vocabulary/authority.ts';
import { adms } from '../../core/vocabulary/adms.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dcatap } from '../../core/vocabulary/dcatap.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { dpv } from '../../core/vocabulary/dpv.ts';
import { dqv } from '../../core/vocabulary/dqv.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { geodcatap } from '../../core/vocabulary/geodcatap.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { prov } from '../../core/vocabulary/prov.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import type { Description } from '../rdf/description.ts';
import { graphOf, type Graph } from '../rdf/graph.ts';
import { readAgent, readContactPoint } from './read-agent.ts';
import { readActivity, readAttribution, readLegalBasis, readLocation, readPeriod, readQuality, readRelation, readStatement } from './read-context.ts';
import { readDistribution } from './read-distribution.ts';
import { readVariables } from './read-variables.ts';
import { boolean, iri, iris, langText, langTextOrNothing, literal, literals, nodes, number, present, some, texts } from './read.ts';

const levels = new Map<string, AccessLevel>(Object.entries(accessRight).map(([level, address]) => [address, level as AccessLevel]));

const keywords = (graph: Graph, dataset: string): Readonly<Record<string, readonly string[]>> => {
  const byLanguage: Record<string, string[]> = {};
  for (const { text, lang = 'und' } of texts(graph, dataset, dcat.keyword)) (byLanguage[lang] ??= []).push(text);
  return byLanguage;
};

/** Several statements joined per language: screens and search want one text. */
const joined = (parts: readonly LangText[]): LangText => {
  const all: Record<string, string> = {};
  for (const part of parts) for (const [lang, text] of Object.entries(part)) all[lang] = all[lang] === undefined ? text : `${all[lang]}\n${text}`;
  return all;
};

const agentAt = (graph: Graph, dataset: string, property: string) => {
  const agent = nodes(graph, dataset, property)[0];
  return agent === undefined ? undefined : readAgent(graph, agent);
};

const people = (graph: Graph, dataset: string) => ({
  publisher: agentAt(graph, dataset, dct.publisher),
  custodian: agentAt(graph, dataset, geodcatap.custodian),
  hdab: agentAt(graph, dataset, healthdcatap.hdab),
  hdabCoordinator: agentAt(graph, dataset, healthdcatap.hdabCoordinator),
  creator: nodes(graph, dataset, dct.creator).map((agent) => readAgent(graph, agent)),
  contactPoint: nodes(graph, dataset, dcat.contactPoint).map((contact) => readContactPoint(graph, contact)),
});

const classification = (graph: Graph, dataset: string) => ({
  theme: iris(graph, dataset, dcat.theme),
  healthCategory: iris(graph, dataset, healthdcatap.healthCategory),
  healthTheme: iris(graph, dataset, healthdcatap.healthTheme),
  type: iris(graph, dataset, dct.type),
  codingSystem: iris(graph, dataset, healthdcatap.hasCodingSystem),
  codeValues: literals(graph, dataset, healthdcatap.hasCodeValues),
  conformsTo: iris(graph, dataset, dct.conformsTo),
  personalData: iris(graph, dataset, dpv.hasPersonalData),
  language: iris(graph, dataset, dct.language),
  frequency: iri(graph, dataset, dct.accrualPeriodicity),
});

/** Fields told by nodes: the plain view for readers, and the nodes themselves for writing back. */
const statements = (graph: Graph, dataset: string) => {
  const provenance = nodes(graph, dataset, dct.provenance).map((node) => readStatement(graph, node, rdfs.label));
  const purpose = nodes(graph, dataset, dpv.hasPurpose).map((node) => readStatement(graph, node, dct.description));
  const activities = nodes(graph, dataset, prov.wasGeneratedBy).map((node) => readActivity(graph, node));
  const quality = nodes(graph, dataset, dqv.hasQualityAnnotation).map((node) => readQuality(graph, node));
  const population = texts(graph, dataset, healthdcatap.populationCoverage);
  return {
    provenance: joined(provenance.map((one) => one.text)),
    provenanceStatement: some(provenance),
    purpose: purpose.map((one) => one.text).filter((text) => Object.keys(text).length > 0),
    purposeStatement: some(purpose),
    legalBasis: iris(graph, dataset, dpv.hasLegalBasis),
    legalBasisNode: some(nodes(graph, dataset, dpv.hasLegalBasis).map((node) => readLegalBasis(graph, node))),
    activity: activities.flatMap((one) => one.type ?? []),
    activityNode: some(activities),
    quality: quality.flatMap((one) => one.body ?? []),
    qualityAnnotation: some(quality),
    populationCoverage: joined(population.map(({ text, lang = 'und' }) => ({ [lang]: text }))),
    populationCoverageText: some(population),
  };
};

const coverage = (graph: Graph, dataset: string) => {
  const retention = nodes(graph, dataset, healthdcatap.retentionPeriod)[0];
  return {
    minTypicalAge: number(graph, dataset, healthdcatap.minTypicalAge),
    maxTypicalAge: number(graph, dataset, healthdcatap.maxTypicalAge),
    numberOfRecords: number(graph, dataset, healthdcatap.numberOfRecords),
    numberOfUniqueIndividuals: number(graph, dataset, healthdcatap.numberOfUniqueIndividuals),
    retentionPeriod: retention === undefined ? undefined : readPeriod(graph, retention),
    temporal: nodes(graph, dataset, dct.temporal).map((period) => readPeriod(graph, period)),
    temporalResolution: literal(graph, dataset, dcat.temporalResolution),
    spatialResolution: literal(graph, dataset, dcat.spatialResolutionInMeters),
    spatial: iris(graph, dataset, dct.spatial),
    location: some(nodes(graph, dataset, dct.spatial).map((node) => readLocation(graph, node)).filter((one) => Object.keys(one).some((key) => key !== 'iri'))),
  };
};

const links = (graph: Graph, dataset: string) => ({
  landingPage: iris(graph, dataset, dcat.landingPage),
  page: iris(graph, dataset, foaf.page),
  isReferencedBy: iris(graph, dataset, dct.isReferencedBy),
  source: iris(graph, dataset, dct.source),
  relation: iris(graph, dataset, dct.relation),
  inSeries: iris(graph, dataset, dcat.inSeries),
  hasVersion: some(iris(graph, dataset, dcat.hasVersion)),
  qualifiedRelation: some(nodes(graph, dataset, dcat.qualifiedRelation).map((node) => readRelation(graph, node))),
  qualifiedAttribution: some(nodes(graph, dataset, prov.qualifiedAttribution).map((node) => readAttribution(graph, node))),
});

const distributions = (graph: Graph, dataset: string) => [
  ...nodes(graph, dataset, dcat.distribution).map((node) => readDistribution(graph, node, 'distribution')),
  ...nodes(graph, dataset, adms.sample).map((node) => readDistribution(graph, node, 'sample')),
  ...nodes(graph, dataset, healthdcatap.analytics).map((node) => readDistribution(graph, node, 'analytics')),
];

/** The record of a description: a typed view derived from its RDF, which stays the truth. Values of a wrong kind are left out here and told by validation.
 *  Expects a normalised description: older releases' names are not read.
 *  @see catalogue.md §1.5 to §1.12 */
export const toRecord = (description: Description): DatasetRecord => {
  const graph = graphOf(description.quads);
  const dataset = description.iri;
  const rights = iri(graph, dataset, dct.accessRights);
  const agents = people(graph, dataset);
  return present<DatasetRecord>({
    iri: dataset,
    kind: graph.isA(dataset, dcat.DatasetSeries) ? 'series' : 'dataset',
    identifier: literals(graph, dataset, dct.identifier),
    otherIdentifier: nodes(graph, dataset, adms.identifier).flatMap((node) => {
      const notation = literal(graph, node, skos.notation);
      return notation === undefined ? [] : [present<DatasetRecord['otherIdentifier'][number]>({ notation, agency: literal(graph, node, adms.schemaAgency) })];
    }),
    title: langText(graph, dataset, dct.title),
    alternative: texts(graph, dataset, dct.alternative).map(({ text, lang = 'und' }) => ({ [lang]: text })),
    description: langText(graph, dataset, dct.description),
    keyword: keywords(graph, dataset),
    accessRights: rights,
    accessLevel: rights === undefined ? undefined : levels.get(rights),
    legislation: iris(graph, dataset, dcatap.applicableLegislation),
    ...classification(graph, dataset),
    ...agents,
    hasStructuredData: boolean(graph, dataset, healthdcatap.hasStructuredData),
    variables: readVariables(graph, dataset),
    ...coverage(graph, dataset),
    ...statements(graph, dataset),
    ...links(graph, dataset),
    version: literal(graph, dataset, dcat.version),
    versionNotes: langTextOrNothing(graph, dataset, adms.versionNotes),
    issued: literal(graph, dataset, dct.issued),
    modified: literal(graph, dataset, dct.modified),
    distribution: distributions(graph, dataset),
    trustedHolder: agents.custodian?.trustedHolder ?? false,
  });
};
