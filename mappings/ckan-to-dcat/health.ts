import { dcat } from '../../core/vocabulary/dcat.ts';
import { dcatap } from '../../core/vocabulary/dcatap.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { dpv } from '../../core/vocabulary/dpv.ts';
import { dqv } from '../../core/vocabulary/dqv.ts';
import { eli } from '../../core/vocabulary/eli.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { oa } from '../../core/vocabulary/oa.ts';
import { prov } from '../../core/vocabulary/prov.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { dated } from '../dcat-builder/node-builder.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { absoluteIri, given } from '../dcat-builder/values.ts';
import type { CkanOptions } from './fields.ts';
import { objects, texts, values } from './fields.ts';

const lists: readonly (readonly [string, string, string])[] = [
  ['health_category', healthdcatap.healthCategory, skos.Concept],
  ['health_theme', healthdcatap.healthTheme, skos.Concept],
  ['coding_system', healthdcatap.hasCodingSystem, dct.Standard],
  ['personal_data', dpv.hasPersonalData, dpv.PersonalData],
  ['applicable_legislation', dcatap.applicableLegislation, eli.LegalResource],
];

/** Legal bases and purposes are nodes with a text; an address stands for itself. */
const addStatement = (node: NodeBuilder, property: string, type: string, value: unknown, language: string | undefined): void => {
  if (absoluteIri(value) !== undefined) node.link(property, value, type);
  else if (given(value) !== undefined) node.node(property, type).text(dct.description, value, language);
};

const addActivity = (node: NodeBuilder, activity: Fields, language: string | undefined): void => {
  // the persons an activity is associated with are not published by default (catalogue.md §3.3)
  const built = node.node(prov.wasGeneratedBy, prov.Activity, activity['uri']);
  built.text(rdfs.label, activity['label'], language).link(dct.type, activity['dct_type'], skos.Concept).link(rdfs.seeAlso, activity['seeAlso']);
  dated(built, prov.startedAtTime, activity['startedAtTime']);
  dated(built, prov.endedAtTime, activity['endedAtTime']);
};

const addAttribution = (node: NodeBuilder, attribution: Fields): void => {
  const built = node.node(prov.qualifiedAttribution, prov.Attribution, attribution['uri']);
  built.link(dcat.hadRole, attribution['role'], dcat.Role);
  for (const agent of objects(attribution, 'agent')) {
    const who = built.node(prov.agent, foaf.Agent, agent['uri']).text(foaf.name, agent['name']).link(foaf.homepage, agent['homepage'] ?? agent['url'], foaf.Document);
    const mail = given(agent['email'])?.replace(/^mailto:/i, '');
    if (mail !== undefined) who.link(foaf.mbox, `mailto:${mail}`);
  }
};

const addQuality = (node: NodeBuilder, quality: Fields): void => {
  const built = node.node(dqv.hasQualityAnnotation, dqv.QualityCertificate, quality['uri']);
  built.link(oa.hasTarget, quality['target']).link(oa.hasBody, quality['body']).link(oa.motivatedBy, quality['motivated_by']);
};

/** The HealthDCAT-AP fields of a package, and the qualified statements of ckanext-dcat. */
export const addHealth = (node: NodeBuilder, item: Fields, options: CkanOptions): void => {
  for (const [field, property, type] of lists) for (const value of values(item, field)) node.link(property, value, type);
  for (const code of values(item, 'code_values')) node.text(healthdcatap.hasCodeValues, code);
  for (const basis of values(item, 'legal_basis')) addStatement(node, dpv.hasLegalBasis, dpv.LegalBasis, basis, options.language);
  for (const purpose of values(item, 'purpose')) addStatement(node, dpv.hasPurpose, dpv.Purpose, purpose, options.language);
  texts(node, healthdcatap.populationCoverage, item, 'population_coverage', options.language);
  node.typed(healthdcatap.minTypicalAge, item['min_typical_age'], xsd.nonNegativeInteger).typed(healthdcatap.maxTypicalAge, item['max_typical_age'], xsd.nonNegativeInteger);
  node.typed(healthdcatap.numberOfRecords, item['number_of_records'], xsd.nonNegativeInteger);
  node.typed(healthdcatap.numberOfUniqueIndividuals, item['number_of_unique_individuals'], xsd.nonNegativeInteger);
  node.typed(healthdcatap.hasStructuredData, item['has_structured_data'], xsd.boolean);
  for (const activity of objects(item, 'provenance_activity')) addActivity(node, activity, options.language);
  for (const attribution of objects(item, 'qualified_attribution')) addAttribution(node, attribution);
  for (const quality of objects(item, 'quality_annotation')) addQuality(node, quality);
  for (const relation of objects(item, 'qualified_relation')) node.node(dcat.qualifiedRelation, dcat.Relationship, relation['uri']).link(dct.relation, relation['relation']).link(dcat.hadRole, relation['role'], dcat.Role);
};
