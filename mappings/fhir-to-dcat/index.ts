import type { Extension, Library, Period } from 'fhir/r4.d.ts';
import { adms } from '../../core/vocabulary/adms.ts';
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
import { scheme } from '../../core/vocabulary/authority.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import type { Mapped } from '../dcat-builder/mapped.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { buildNode, dated } from '../dcat-builder/node-builder.ts';
import { absoluteIri } from '../dcat-builder/values.ts';
import type { LibraryOptions } from './agents.ts';
import { addAgents } from './agents.ts';
import { addContent } from './content.ts';
import { codedIri, extensionsOf, translationsOf, valuesOf } from './extension.ts';

type Extended = { extension?: Extension[] };

/** EXT name → property and class of the value (catalogue.md §4.2). */
const coded: readonly (readonly [string, string, string])[] = [
  ['access-rights', dct.accessRights, dct.RightsStatement],
  ['applicable-legislation', dcatap.applicableLegislation, eli.LegalResource],
  ['coding-system', healthdcatap.hasCodingSystem, dct.Standard],
  ['conforms-to', dct.conformsTo, dct.Standard],
  ['dataset-type', dct.type, skos.Concept],
  ['data-language', dct.language, dct.LinguisticSystem],
  ['accrual-periodicity', dct.accrualPeriodicity, dct.Frequency],
  ['personal-data', dpv.hasPersonalData, dpv.PersonalData],
  ['in-series', dcat.inSeries, dcat.DatasetSeries],
];

const addTexts = (node: NodeBuilder, library: Library): void => {
  const elements = library as unknown as Readonly<Record<string, Extended | undefined>>;
  for (const [property, field] of [[dct.title, 'title'], [dct.description, 'description'], [dct.alternative, 'subtitle']] as const) {
    node.text(property, library[field], library.language);
    for (const [language, text] of translationsOf(elements[`_${field}`])) node.text(property, text, language);
  }
  for (const topic of library.topic ?? []) {
    const language = (topic as { _text?: Extended })._text?.extension?.find((one) => one.url.endsWith('/language'))?.valueCode ?? topic.extension?.find((one) => one.url.endsWith('/language'))?.valueCode;
    if (topic.coding === undefined) node.text(dcat.keyword, topic.text, language ?? library.language);
  }
  for (const [name, property] of [['population-coverage', healthdcatap.populationCoverage], ['provenance', dct.provenance]] as const) {
    for (const extension of extensionsOf(library, name)) {
      const target = property === dct.provenance ? node.node(property, dct.ProvenanceStatement) : node;
      const label = property === dct.provenance ? rdfs.label : property;
      target.text(label, extension.valueMarkdown ?? extension.valueString, library.language);
      const inner = extension as { _valueMarkdown?: Extended; _valueString?: Extended };
      for (const [language, text] of [...translationsOf(inner._valueMarkdown ?? inner._valueString), ...translationsOf(extension)]) target.text(label, text, language);
    }
  }
};

const topicProperty = (system: string | undefined): readonly [string, string] | undefined => {
  if (system === scheme.healthCategory) return [healthdcatap.healthCategory, skos.Concept];
  if (system === scheme.healthTheme) return [healthdcatap.healthTheme, skos.Concept];
  return system === scheme.dataTheme ? [dcat.theme, skos.Concept] : undefined;
};

const addTopics = (node: NodeBuilder, library: Library): void => {
  for (const coding of (library.topic ?? []).flatMap((topic) => topic.coding ?? [])) {
    const known = topicProperty(coding.system);
    if (known !== undefined) node.link(known[0], codedIri(coding), known[1]);
    else node.text(dcat.keyword, coding.display, library.language);
  }
  for (const [name, property, type] of coded) for (const value of valuesOf(library, name)) node.link(property, value, type);
  const countries = (library.jurisdiction ?? []).flatMap((place) => place.coding?.find((coding) => coding.system === scheme.country) ?? place.coding?.[0] ?? []);
  for (const country of countries) node.link(dct.spatial, codedIri(country), dct.Location);
};

const addPeriod = (node: NodeBuilder, property: string, period: Period | undefined): void => {
  if (period?.start === undefined && period?.end === undefined) return;
  const built = node.node(property, dct.PeriodOfTime);
  dated(built, dcat.startDate, period.start);
  dated(built, dcat.endDate, period.end);
};

const addNumbers = (node: NodeBuilder, library: Library): void => {
  node.typed(healthdcatap.numberOfRecords, valuesOf(library, 'records')[0], xsd.nonNegativeInteger);
  node.typed(healthdcatap.numberOfUniqueIndividuals, valuesOf(library, 'individuals')[0], xsd.nonNegativeInteger);
  node.typed(healthdcatap.hasStructuredData, valuesOf(library, 'structured-data')[0], xsd.boolean);
  node.typed(dcat.temporalResolution, valuesOf(library, 'temporal-resolution')[0], xsd.duration).typed(dcat.spatialResolutionInMeters, valuesOf(library, 'spatial-resolution')[0], xsd.decimal);
  addPeriod(node, dct.temporal, library.effectivePeriod);
  for (const extension of extensionsOf(library, 'temporal')) addPeriod(node, dct.temporal, extension.valuePeriod);
  for (const extension of extensionsOf(library, 'retention-period')) addPeriod(node, healthdcatap.retentionPeriod, extension.valuePeriod);
  for (const context of library.useContext ?? []) {
    if (context.code.code === 'age') {
      node.typed(healthdcatap.minTypicalAge, context.valueRange?.low?.value, xsd.nonNegativeInteger).typed(healthdcatap.maxTypicalAge, context.valueRange?.high?.value, xsd.nonNegativeInteger);
    } else if (context.code.code === 'focus') {
      for (const coding of context.valueCodeableConcept?.coding ?? []) node.text(healthdcatap.hasCodeValues, coding.code);
    }
  }
};

const artifacts: Readonly<Record<string, readonly [string, string | undefined]>> = {
  documentation: [foaf.page, foaf.Document], citation: [dct.isReferencedBy, undefined], 'derived-from': [dct.source, undefined], successor: [dcat.hasVersion, undefined],
};

const addRelated = (node: NodeBuilder, library: Library): void => {
  for (const artifact of library.relatedArtifact ?? []) {
    const [property, type] = artifacts[artifact.type] ?? [dct.relation, undefined];
    const named = valuesOf(artifact, 'property')[0];
    const target = named?.endsWith('landingPage') === true ? dcat.landingPage : named?.endsWith('relation') === true ? dct.relation : property;
    node.link(target, artifact.url ?? artifact.resource ?? artifact.document?.url, target === dcat.landingPage ? foaf.Document : type);
  }
  for (const purpose of valuesOf(library, 'purpose')) node.link(dpv.hasPurpose, purpose, dpv.Purpose);
  if (library.purpose !== undefined) node.node(dpv.hasPurpose, dpv.Purpose).text(dct.description, library.purpose, library.language);
  for (const basis of extensionsOf(library, 'legal-basis')) {
    const iri = valuesOf({ extension: [basis] }, 'legal-basis')[0];
    if (absoluteIri(iri) !== undefined) node.link(dpv.hasLegalBasis, iri, dpv.LegalBasis);
    else node.node(dpv.hasLegalBasis, dpv.LegalBasis).text(dct.description, iri, library.language);
  }
  for (const activity of extensionsOf(library, 'generated-by')) {
    const built = node.node(prov.wasGeneratedBy, prov.Activity);
    for (const coding of activity.valueCodeableConcept?.coding ?? []) built.link(dct.type, codedIri(coding), skos.Concept);
    built.text(rdfs.label, activity.valueCodeableConcept?.text, library.language);
  }
  for (const body of valuesOf(library, 'quality')) node.node(dqv.hasQualityAnnotation, dqv.QualityCertificate).link(oa.hasTarget, node.term.value).link(oa.hasBody, body).link(oa.motivatedBy, dqv.qualityAssessment);
};

const addIdentifiers = (node: NodeBuilder, library: Library): void => {
  for (const identifier of library.identifier ?? []) {
    if (identifier.use !== 'secondary') node.text(dct.identifier, identifier.value);
    else node.node(adms.identifier, adms.Identifier).text(skos.notation, identifier.value).text(adms.schemaAgency, identifier.assigner?.display);
  }
};

/** One Library (type asset-collection) as a description. A Library of another vendor, without our extensions, gives what R4 itself says:
 *  title, description, contact, dates, topics, attachments; what is missing becomes findings, nothing is invented.
 *  @see catalogue.md §4.2, §4.3, §4.6 */
export const libraryToDcat = (library: Library, options: LibraryOptions): Mapped => {
  const iri = absoluteIri(library.url) ?? (library.id === undefined ? undefined : `${options.base}/Library/${library.id}`);
  if (iri === undefined) return { descriptions: [], problems: [{ code: 'no-identifier', severity: 'refused', record: library.title ?? 'Library', detail: 'the Library has neither url nor id' }] };
  const series = library.meta?.tag?.some((tag) => tag.code === 'series') === true;
  const { node, quads } = buildNode(iri);
  node.type(series ? dcat.DatasetSeries : dcat.Dataset);
  addIdentifiers(node, library);
  addTexts(node, library);
  addTopics(node, library);
  node.text(dcat.version, library.version);
  dated(node, dct.modified, library.date);
  dated(node, dct.issued, valuesOf(library, 'issued')[0]);
  for (const note of valuesOf(library, 'version-notes')) node.text(adms.versionNotes, note, library.language);
  for (const alternative of valuesOf(library, 'alternative')) node.text(dct.alternative, alternative, library.language);
  addAgents(node, library, options);
  addNumbers(node, library);
  addRelated(node, library);
  addContent(node, library);
  return { descriptions: [{ iri, quads }], problems: [] };
};
