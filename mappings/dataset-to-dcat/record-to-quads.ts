import type { Quad } from 'n3';
import type { DatasetRecord } from '../../core/catalogue/record.ts';
import { adms } from '../../core/vocabulary/adms.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dcatap } from '../../core/vocabulary/dcatap.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { dpv } from '../../core/vocabulary/dpv.ts';
import { eli } from '../../core/vocabulary/eli.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { geodcatap } from '../../core/vocabulary/geodcatap.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { langLiteral, nodeOf } from '../rdf/terms.ts';
import { QuadWriter, type Node } from './quad-writer.ts';
import { writeAgent, writeContactPoint } from './write-agent.ts';
import { writeContext, writePeriod } from './write-context.ts';
import { writeDistribution } from './write-distribution.ts';
import { writeVariables } from './write-variables.ts';

const writeTexts = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  writer.langText(dataset, dct.title, record.title);
  writer.langText(dataset, dct.description, record.description);
  for (const alternative of record.alternative) writer.langText(dataset, dct.alternative, alternative);
  for (const [lang, words] of Object.entries(record.keyword)) for (const word of words) writer.add(dataset, dcat.keyword, langLiteral(word, lang));
  if (record.populationCoverageText === undefined) writer.langText(dataset, healthdcatap.populationCoverage, record.populationCoverage);
  else writer.texts(dataset, healthdcatap.populationCoverage, record.populationCoverageText);
  writer.text(dataset, dcat.version, record.version);
  writer.langText(dataset, adms.versionNotes, record.versionNotes);
};

const writeIdentifiers = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  for (const identifier of record.identifier) writer.text(dataset, dct.identifier, identifier);
  for (const other of record.otherIdentifier) {
    const node = writer.typed(undefined, adms.Identifier);
    writer.add(dataset, adms.identifier, node);
    writer.text(node, skos.notation, other.notation);
    writer.text(node, adms.schemaAgency, other.agency);
  }
};

const writeClassification = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  writer.controlled(dataset, dct.accessRights, record.accessRights, dct.RightsStatement);
  writer.controlled(dataset, dcatap.applicableLegislation, record.legislation, eli.LegalResource);
  writer.controlled(dataset, dcat.theme, record.theme, skos.Concept);
  writer.controlled(dataset, healthdcatap.healthCategory, record.healthCategory, skos.Concept);
  writer.controlled(dataset, healthdcatap.healthTheme, record.healthTheme, skos.Concept);
  writer.controlled(dataset, dct.type, record.type, skos.Concept);
  writer.controlled(dataset, healthdcatap.hasCodingSystem, record.codingSystem, dct.Standard);
  for (const code of record.codeValues) writer.text(dataset, healthdcatap.hasCodeValues, code);
  writer.controlled(dataset, dct.conformsTo, record.conformsTo, dct.Standard);
  writer.controlled(dataset, dpv.hasPersonalData, record.personalData, dpv.PersonalData);
  writer.controlled(dataset, dct.language, record.language, dct.LinguisticSystem);
  writer.controlled(dataset, dct.accrualPeriodicity, record.frequency, dct.Frequency);
};

const writePeople = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  const roles = [
    [dct.publisher, record.publisher], [geodcatap.custodian, record.custodian], [healthdcatap.hdab, record.hdab],
    [healthdcatap.hdabCoordinator, record.hdabCoordinator],
  ] as const;
  for (const [property, agent] of roles) if (agent !== undefined) writer.add(dataset, property, writeAgent(writer, agent));
  for (const creator of record.creator) writer.add(dataset, dct.creator, writeAgent(writer, creator));
  for (const contact of record.contactPoint) writer.add(dataset, dcat.contactPoint, writeContactPoint(writer, contact));
};

const writeFigures = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  writer.value(dataset, healthdcatap.hasStructuredData, record.hasStructuredData, xsd.boolean);
  writer.value(dataset, healthdcatap.minTypicalAge, record.minTypicalAge, xsd.nonNegativeInteger);
  writer.value(dataset, healthdcatap.maxTypicalAge, record.maxTypicalAge, xsd.nonNegativeInteger);
  writer.value(dataset, healthdcatap.numberOfRecords, record.numberOfRecords, xsd.nonNegativeInteger);
  writer.value(dataset, healthdcatap.numberOfUniqueIndividuals, record.numberOfUniqueIndividuals, xsd.nonNegativeInteger);
  if (record.retentionPeriod !== undefined) writePeriod(writer, dataset, healthdcatap.retentionPeriod, record.retentionPeriod);
  for (const period of record.temporal) writePeriod(writer, dataset, dct.temporal, period);
  writer.value(dataset, dcat.temporalResolution, record.temporalResolution, xsd.duration);
  writer.value(dataset, dcat.spatialResolutionInMeters, record.spatialResolution, xsd.decimal);
  writer.date(dataset, dct.issued, record.issued);
  writer.date(dataset, dct.modified, record.modified);
};

const writeLinks = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  writer.controlled(dataset, dcat.landingPage, record.landingPage, foaf.Document);
  writer.controlled(dataset, foaf.page, record.page, foaf.Document);
  writer.links(dataset, dct.isReferencedBy, record.isReferencedBy);
  writer.controlled(dataset, dct.source, record.source, dcat.Dataset);
  writer.links(dataset, dct.relation, record.relation);
  writer.controlled(dataset, dcat.inSeries, record.inSeries, dcat.DatasetSeries);
  writer.controlled(dataset, dcat.hasVersion, record.hasVersion, dcat.Dataset);
};

const kinds = { distribution: dcat.distribution, sample: adms.sample, analytics: healthdcatap.analytics } as const;

let graphs = 0;

/** Release 8 statements of a record: for forms, FHIR and imports that have no RDF of their own. A record that came from RDF is edited through its RDF.
 *  @see catalogue.md §1.5 to §1.12 */
export const recordToQuads = (record: DatasetRecord): Quad[] => {
  graphs = (graphs + 1) % 1_000_000;
  const writer = new QuadWriter(`r${graphs}n`);
  const dataset = writer.typed(record.iri, record.kind === 'series' ? dcat.DatasetSeries : dcat.Dataset);
  writeTexts(writer, dataset, record);
  writeIdentifiers(writer, dataset, record);
  writeClassification(writer, dataset, record);
  writePeople(writer, dataset, record);
  writeFigures(writer, dataset, record);
  writeContext(writer, dataset, record);
  writeLinks(writer, dataset, record);
  writeVariables(writer, dataset, record.variables);
  for (const one of record.distribution) writer.add(nodeOf(record.iri), kinds[one.kind], writeDistribution(writer, one));
  return unique(writer.quads);
};

/** A class is stated once, however often its node is referred to. */
const unique = (quads: readonly Quad[]): Quad[] => {
  const seen = new Map<string, Quad>();
  for (const one of quads) seen.set(`${(one.subject as { id: string }).id} ${one.predicate.value} ${(one.object as { id: string }).id}`, one);
  return [...seen.values()];
};
