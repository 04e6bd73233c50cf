import type { DatasetRecord, Location, Period, Statement } from '../../core/catalogue/record.ts';
import type { LangText } from '../../core/languages.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { dpv } from '../../core/vocabulary/dpv.ts';
import { dqv } from '../../core/vocabulary/dqv.ts';
import { locn } from '../../core/vocabulary/locn.ts';
import { oa } from '../../core/vocabulary/oa.ts';
import { prov } from '../../core/vocabulary/prov.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { writeAgent } from './write-agent.ts';
import { dateDatatype, type Node, type QuadWriter } from './quad-writer.ts';

export const writePeriod = (writer: QuadWriter, subject: Node, property: string, period: Period): void => {
  const node = writer.typed(period.iri, dct.PeriodOfTime);
  writer.add(subject, property, node);
  writer.date(node, dcat.startDate, period.start);
  writer.date(node, dcat.endDate, period.end);
};

const writeStatements = (writer: QuadWriter, subject: Node, property: string, type: string, textProperty: string, statements: readonly Statement[]): void => {
  for (const statement of statements) {
    const node = writer.typed(statement.iri, type);
    writer.add(subject, property, node);
    writer.langText(node, textProperty, statement.text);
  }
};

const asStatements = (texts: readonly LangText[]): Statement[] => texts.filter((text) => Object.keys(text).length > 0).map((text) => ({ text }));

const writeLegalBasis = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  for (const basis of record.legalBasisNode ?? record.legalBasis.map((iri) => ({ iri, description: undefined, source: undefined }))) {
    const node = writer.typed(basis.iri, dpv.LegalBasis);
    writer.add(dataset, dpv.hasLegalBasis, node);
    writer.langText(node, dct.description, basis.description);
    writer.links(node, dct.source, basis.source);
  }
};

const writeActivities = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  for (const activity of record.activityNode ?? record.activity.map((type) => ({ iri: undefined, type: [type], label: undefined, startedAt: undefined, endedAt: undefined }))) {
    const node = writer.typed(activity.iri, prov.Activity);
    writer.add(dataset, prov.wasGeneratedBy, node);
    writer.controlled(node, dct.type, activity.type, skos.Concept);
    writer.langText(node, rdfs.label, activity.label);
    if (activity.startedAt !== undefined) writer.value(node, prov.startedAtTime, activity.startedAt, dateDatatype(activity.startedAt));
    if (activity.endedAt !== undefined) writer.value(node, prov.endedAtTime, activity.endedAt, dateDatatype(activity.endedAt));
  }
};

const writeQuality = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  const bare = record.quality.map((body) => ({ iri: undefined, body: [body], target: [record.iri], motivatedBy: [dqv.qualityAssessment] }));
  for (const annotation of record.qualityAnnotation ?? bare) {
    const node = writer.typed(annotation.iri, dqv.QualityCertificate);
    writer.add(dataset, dqv.hasQualityAnnotation, node);
    writer.links(node, oa.hasBody, annotation.body);
    writer.links(node, oa.hasTarget, annotation.target);
    writer.links(node, oa.motivatedBy, annotation.motivatedBy);
  }
};

const writeLocation = (writer: QuadWriter, dataset: Node, location: Location): void => {
  const node = writer.typed(location.iri, dct.Location);
  writer.add(dataset, dct.spatial, node);
  writer.langText(node, skos.prefLabel, location.label);
  writer.text(node, dcat.bbox, location.bbox);
  writer.text(node, dcat.centroid, location.centroid);
  writer.text(node, locn.geometry, location.geometry);
};

const writeSpatial = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  const described = new Set((record.location ?? []).map((location) => location.iri));
  for (const location of record.location ?? []) writeLocation(writer, dataset, location);
  writer.controlled(dataset, dct.spatial, record.spatial.filter((iri) => !described.has(iri)), dct.Location);
};

const writeQualified = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  for (const relation of record.qualifiedRelation ?? []) {
    const node = writer.typed(relation.iri, dcat.Relationship);
    writer.add(dataset, dcat.qualifiedRelation, node);
    writer.links(node, dct.relation, relation.relation);
    writer.controlled(node, dcat.hadRole, relation.role, dcat.Role);
  }
  for (const attribution of record.qualifiedAttribution ?? []) {
    const node = writer.typed(attribution.iri, prov.Attribution);
    writer.add(dataset, prov.qualifiedAttribution, node);
    if (attribution.agent !== undefined) writer.add(node, prov.agent, writeAgent(writer, attribution.agent));
    writer.controlled(node, dcat.hadRole, attribution.role, dcat.Role);
  }
};

/** Everything a dataset says through nodes of its own: provenance, purpose, legal basis, activities, quality, places, relations. */
export const writeContext = (writer: QuadWriter, dataset: Node, record: DatasetRecord): void => {
  writeStatements(writer, dataset, dct.provenance, dct.ProvenanceStatement, rdfs.label, record.provenanceStatement ?? asStatements([record.provenance]));
  writeStatements(writer, dataset, dpv.hasPurpose, dpv.Purpose, dct.description, record.purposeStatement ?? asStatements(record.purpose));
  writeLegalBasis(writer, dataset, record);
  writeActivities(writer, dataset, record);
  writeQuality(writer, dataset, record);
  writeSpatial(writer, dataset, record);
  writeQualified(writer, dataset, record);
};
