import { scheme, themeHealth } from '../../core/vocabulary/authority.ts';
import { adms } from '../../core/vocabulary/adms.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dcatap } from '../../core/vocabulary/dcatap.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { dqv } from '../../core/vocabulary/dqv.ts';
import { eli } from '../../core/vocabulary/eli.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { oa } from '../../core/vocabulary/oa.ts';
import { prov } from '../../core/vocabulary/prov.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { conceptNamed, countryNamed } from '../dcat-builder/labels.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { dated } from '../dcat-builder/node-builder.ts';
import { doiOf } from '../dcat-builder/people.ts';
import { httpIri } from '../dcat-builder/values.ts';
import { accessRights, agesOf, codingSystem, isPlaceholderPid, legislation, proposals, releaseFrequency } from './lists.ts';
import type { Row } from './tables.ts';
import { cellValues } from './tables.ts';

export type Note = (column: string, value: string, why: string) => void;

const headed = (row: Row, ...columns: readonly string[]): string | undefined => {
  const parts = columns.flatMap((column) => (row[column] === undefined ? [] : [columns.length === 1 ? row[column] : `${column[0]?.toUpperCase() ?? ''}${column.slice(1)}: ${row[column]}`]));
  return parts.length === 0 ? undefined : parts.join('\n');
};

export const addGeneral = (node: NodeBuilder, row: Row): void => {
  const pid = row['pid'];
  node.text(dct.identifier, isPlaceholderPid(pid) ? row['id'] : pid).node(adms.identifier, adms.Identifier).text(skos.notation, row['id']);
  node.text(dct.title, row['name'] ?? row['id']).text(dct.description, row['description']);
  for (const name of [row['acronym'], row['local name']]) node.text(dct.alternative, name);
  for (const keyword of cellValues(row['keywords'])) node.text(dcat.keyword, keyword);
  node.link(dcat.landingPage, httpIri(row['website']), foaf.Document);
  dated(node, dct.issued, row['issued']);
  dated(node, dct.modified, row['modified']);
  for (const doi of cellValues(row['publications.doi'])) node.link(dct.isReferencedBy, doiOf(doi) === undefined ? doi : `https://doi.org/${doiOf(doi) ?? ''}`);
};

export const addClassification = (node: NodeBuilder, row: Row, note: Note): void => {
  const level = accessRights[(row['access rights'] ?? '').toLowerCase()];
  node.link(dct.accessRights, level === undefined ? row['access rights'] : `${scheme.accessRight}/${level}`, dct.RightsStatement);
  for (const law of cellValues(row['applicable legislation'])) node.link(dcatap.applicableLegislation, legislation[law] ?? law, eli.LegalResource);
  for (const theme of cellValues(row['theme'])) node.link(dcat.theme, theme === 'Health' ? themeHealth : theme, skos.Concept);
  for (const language of cellValues(row['languages'])) node.link(dct.language, conceptNamed('language', language) ?? language, dct.LinguisticSystem);
  const frequency = releaseFrequency[row['release type'] ?? ''] ?? releaseFrequency[row['release frequency'] ?? ''];
  if (frequency !== undefined) node.link(dct.accrualPeriodicity, `${scheme.frequency}/${frequency}`, dct.Frequency);
  for (const name of cellValues(row['ETL standard vocabularies'])) node.link(healthdcatap.hasCodingSystem, codingSystem(name) ?? name, dct.Standard);
  for (const disease of cellValues(row['population disease'])) node.text(healthdcatap.hasCodeValues, /^([A-Z]\d{2}(\.\d+)?)(?:-[A-Z]\d{2})?\s/.exec(disease)?.[1] ?? disease);
  if (cellValues(row['mappings to common data models.target']).some((target) => /omop/i.test(target))) node.link(dct.conformsTo, `${scheme.standard}/OMOP-CDM`, dct.Standard);
  const proposal = proposals[row['type'] ?? ''];
  if (proposal === undefined) return;
  node.link(healthdcatap.healthCategory, `${scheme.healthCategory}/${proposal.category}`, skos.Concept);
  node.node(prov.wasGeneratedBy, prov.Activity).link(dct.type, `${scheme.healthActivity}/${proposal.activity}`, skos.Concept).text(rdfs.label, row['design description'] ?? row['type']);
  note('type', row['type'] ?? '', `proposed as health category ${proposal.category} and activity ${proposal.activity}: confirm or change it`);
};

export const addPopulation = (node: NodeBuilder, row: Row, note: Note): void => {
  node.typed(healthdcatap.numberOfUniqueIndividuals, row['number of participants'], xsd.nonNegativeInteger).typed(healthdcatap.numberOfRecords, row['number of records'], xsd.nonNegativeInteger);
  node.text(healthdcatap.populationCoverage, headed(row, 'underlying population', 'population coverage', 'inclusion criteria', 'other inclusion criteria', 'exclusion criteria', 'other exclusion criteria'));
  const groups = cellValues(row['population age groups']);
  const derived = agesOf(groups);
  for (const [column, property, value] of [['age min', healthdcatap.minTypicalAge, derived.min], ['age max', healthdcatap.maxTypicalAge, derived.max]] as const) {
    if (row[column] === undefined && value !== undefined) note('population age groups', groups.join(', '), `${column} was taken from the names of the groups: ${value}`);
    node.typed(property, row[column] ?? value, xsd.nonNegativeInteger);
  }
  for (const country of cellValues(row['countries'])) {
    const iri = countryNamed(country);
    if (iri === undefined) note('countries', country, 'is not in the list of countries: kept as a place with that name');
    place(node, iri, country);
  }
  for (const continent of cellValues(row['continents'])) place(node, conceptNamed('continent', continent), continent);
  for (const region of cellValues(row['regions'])) place(node, undefined, region);
  if (row['start year'] === undefined && row['end year'] === undefined) return;
  const period = node.node(dct.temporal, dct.PeriodOfTime);
  dated(period, dcat.startDate, row['start year']);
  dated(period, dcat.endDate, row['end year']);
};

const place = (node: NodeBuilder, iri: string | undefined, name: string): void => {
  if (iri !== undefined) node.link(dct.spatial, iri, dct.Location);
  else node.node(dct.spatial, dct.Location).text(skos.prefLabel, name);
};

export const addProvenance = (node: NodeBuilder, row: Row): void => {
  const told = headed(row, 'design description', 'data collection description', 'reason sustained', 'provenance statement');
  if (told !== undefined) node.node(dct.provenance, dct.ProvenanceStatement).text(rdfs.label, told);
  const quality = headed(row, 'quality description', 'quality over time', 'completeness', 'completeness over time', 'completeness results');
  if (quality !== undefined) node.node(dqv.hasQualityAnnotation, dqv.QualityCertificate).link(oa.hasTarget, node.term.value).text(oa.hasBody, quality).link(oa.motivatedBy, dqv.qualityAssessment);
};

/** Conditions of access hang on a distribution made for them; its access address is the website of the collection. */
export const addAccess = (node: NodeBuilder, row: Row): void => {
  const website = httpIri(row['website']);
  const conditions = headed(row, 'data access conditions', 'data access conditions description', 'data use conditions', 'data access fee', 'release description');
  if (website === undefined && conditions === undefined) return;
  const distribution = node.node(dcat.distribution, dcat.Distribution).link(dcat.accessURL, website);
  if (conditions !== undefined) distribution.node(dct.rights, dct.RightsStatement).text(rdfs.label, conditions);
};
