import { adms } from '../vocabulary/adms.ts';
import { scheme } from '../vocabulary/authority.ts';
import { csvw } from '../vocabulary/csvw.ts';
import { cv } from '../vocabulary/cv.ts';
import { dcat } from '../vocabulary/dcat.ts';
import { dcatap } from '../vocabulary/dcatap.ts';
import { dct } from '../vocabulary/dct.ts';
import { dpv } from '../vocabulary/dpv.ts';
import { dqv } from '../vocabulary/dqv.ts';
import { eli } from '../vocabulary/eli.ts';
import { foaf } from '../vocabulary/foaf.ts';
import { geodcatap } from '../vocabulary/geodcatap.ts';
import { healthdcatap } from '../vocabulary/healthdcatap.ts';
import { locn } from '../vocabulary/locn.ts';
import { oa } from '../vocabulary/oa.ts';
import { odrl } from '../vocabulary/odrl.ts';
import { prov } from '../vocabulary/prov.ts';
import { rdfs } from '../vocabulary/rdfs.ts';
import { skos } from '../vocabulary/skos.ts';
import { spdx } from '../vocabulary/spdx.ts';
import { time } from '../vocabulary/time.ts';
import { vcard } from '../vocabulary/vcard.ts';

/** What a value looks like. `text`: a literal, with or without tag; `date`: xsd:date, dateTime, gYear or gYearMonth; `node`: blank node or IRI. */
export type ValueKind = 'text' | 'langText' | 'date' | 'nonNegativeInteger' | 'decimal' | 'boolean' | 'duration' | 'hexBinary' | 'iri' | 'node';

export type Property = {
  readonly iri: string;
  readonly kind: ValueKind;
  /** Class a value must state (catalogue.md §1.2), so that it can be emitted. */
  readonly range?: string;
  /** Scheme of the controlled list the value comes from. */
  readonly list?: string;
};

type Row = readonly [iri: string, kind: ValueKind, range?: string, list?: string];
const table = (rows: readonly Row[]): readonly Property[] =>
  rows.map(([iri, kind, range, list]) => ({ iri, kind, ...(range === undefined ? {} : { range }), ...(list === undefined ? {} : { list }) }));

const legislation: Row = [dcatap.applicableLegislation, 'iri', eli.LegalResource];

/** Every property of catalogue.md §1, by the class it is used on: one list, from which writing, repairing and reading are derived. */
export const propertiesOf: Readonly<Record<string, readonly Property[]>> = {
  [dcat.Dataset]: table([
    [dct.title, 'langText'], [dct.description, 'langText'], [dct.alternative, 'langText'],
    [dct.accessRights, 'iri', dct.RightsStatement, scheme.accessRight], legislation, [dct.identifier, 'text'],
    [dcat.distribution, 'node', dcat.Distribution], [adms.sample, 'node', dcat.Distribution], [healthdcatap.analytics, 'node', dcat.Distribution],
    [dcat.theme, 'iri', skos.Concept, scheme.dataTheme], [healthdcatap.healthCategory, 'iri', skos.Concept, scheme.healthCategory],
    [healthdcatap.healthTheme, 'node', skos.Concept, scheme.healthTheme], [dct.type, 'node', skos.Concept, scheme.datasetType],
    [healthdcatap.hdab, 'node', foaf.Agent], [healthdcatap.hdabCoordinator, 'node', foaf.Agent], [geodcatap.custodian, 'node', foaf.Agent],
    [dct.publisher, 'node', foaf.Agent], [dct.creator, 'node', foaf.Agent], [dcat.contactPoint, 'node', vcard.Kind],
    [healthdcatap.hasStructuredData, 'boolean'], [healthdcatap.hasVariables, 'node', csvw.TableGroup],
    [dcat.keyword, 'langText'], [dct.provenance, 'node', dct.ProvenanceStatement],
    [healthdcatap.hasCodingSystem, 'node', dct.Standard, scheme.codingSystem], [healthdcatap.hasCodeValues, 'text'],
    [healthdcatap.minTypicalAge, 'nonNegativeInteger'], [healthdcatap.maxTypicalAge, 'nonNegativeInteger'],
    [healthdcatap.numberOfRecords, 'nonNegativeInteger'], [healthdcatap.numberOfUniqueIndividuals, 'nonNegativeInteger'],
    [healthdcatap.populationCoverage, 'text'], [healthdcatap.retentionPeriod, 'node', dct.PeriodOfTime],
    [dpv.hasLegalBasis, 'node', dpv.LegalBasis], [dpv.hasPersonalData, 'iri', dpv.PersonalData], [dpv.hasPurpose, 'node', dpv.Purpose],
    [dqv.hasQualityAnnotation, 'node', dqv.QualityCertificate], [dct.conformsTo, 'node', dct.Standard, scheme.standard],
    [dct.accrualPeriodicity, 'node', dct.Frequency, scheme.frequency], [dct.language, 'node', dct.LinguisticSystem, scheme.language],
    [dct.temporal, 'node', dct.PeriodOfTime], [dcat.temporalResolution, 'duration'], [dct.spatial, 'node', dct.Location],
    [dct.isReferencedBy, 'node'], [dct.source, 'node', dcat.Dataset], [dct.relation, 'node'],
    [foaf.page, 'node', foaf.Document], [dcat.landingPage, 'node', foaf.Document], [prov.wasGeneratedBy, 'node', prov.Activity],
    [adms.identifier, 'node', adms.Identifier], [dct.issued, 'date'], [dct.modified, 'date'], [dcat.version, 'text'], [adms.versionNotes, 'text'],
    [dcat.hasVersion, 'node', dcat.Dataset], [dcat.inSeries, 'node', dcat.DatasetSeries], [dcat.spatialResolutionInMeters, 'decimal'],
    [dcat.qualifiedRelation, 'node', dcat.Relationship], [prov.qualifiedAttribution, 'node', prov.Attribution], [healthdcatap.trustedDataHolder, 'boolean'],
  ]),
  [dcat.DatasetSeries]: table([
    [dct.title, 'langText'], [dct.description, 'langText'], legislation, [dcat.contactPoint, 'node', vcard.Kind], [dct.publisher, 'node', foaf.Agent],
    [dct.accrualPeriodicity, 'node', dct.Frequency, scheme.frequency], [dct.spatial, 'node', dct.Location], [dct.temporal, 'node', dct.PeriodOfTime],
    [dct.issued, 'date'], [dct.modified, 'date'], [dct.identifier, 'text'],
  ]),
  [dcat.Distribution]: table([
    [dcat.accessURL, 'node'], [dcat.downloadURL, 'node'], legislation, [dct.format, 'node', dct.MediaTypeOrExtent, scheme.fileType],
    [dct.license, 'node', dct.LicenseDocument], [dct.title, 'text'], [dct.description, 'text'], [dcatap.availability, 'node', skos.Concept, scheme.plannedAvailability],
    [dct.rights, 'node', dct.RightsStatement], [dcat.mediaType, 'node', dct.MediaType], [dcat.compressFormat, 'node', dct.MediaType],
    [dcat.packageFormat, 'node', dct.MediaType], [adms.status, 'node', skos.Concept, scheme.distributionStatus], [dcat.byteSize, 'nonNegativeInteger'],
    [dct.language, 'node', dct.LinguisticSystem, scheme.language], [dct.conformsTo, 'node', dct.Standard], [dct.issued, 'date'], [dct.modified, 'date'],
    [dcat.spatialResolutionInMeters, 'decimal'], [dcat.temporalResolution, 'duration'], [dcat.accessService, 'node', dcat.DataService],
    [foaf.page, 'node', foaf.Document], [odrl.hasPolicy, 'node', odrl.Policy], [spdx.checksum, 'node', spdx.Checksum],
  ]),
  [dcat.DataService]: table([
    [dct.title, 'text'], [dcat.endpointURL, 'node'], [dcat.servesDataset, 'node', dcat.Dataset], [dcat.endpointDescription, 'node'],
    [dcat.contactPoint, 'node', vcard.Kind], [dct.publisher, 'node', foaf.Agent], [dcat.theme, 'iri', skos.Concept, scheme.dataTheme],
    [dct.conformsTo, 'node', dct.Standard], [dcat.keyword, 'text'], [dct.accessRights, 'node', dct.RightsStatement, scheme.accessRight],
    [dct.format, 'node', dct.MediaTypeOrExtent, scheme.fileType], [dct.license, 'node', dct.LicenseDocument], [dct.description, 'text'],
    [dcat.landingPage, 'node', foaf.Document], [foaf.page, 'node', foaf.Document], legislation,
  ]),
  [dcat.CatalogRecord]: table([
    [foaf.primaryTopic, 'node'], [dct.modified, 'date'], [dct.issued, 'date'], [dct.conformsTo, 'node', dct.Standard], [adms.status, 'node', skos.Concept],
    [dct.source, 'node', dcat.CatalogRecord], [dct.language, 'node', dct.LinguisticSystem, scheme.language], [dct.title, 'text'], [dct.description, 'text'],
    [dct.identifier, 'text'], [spdx.checksum, 'node', spdx.Checksum],
  ]),
  [foaf.Agent]: table([
    [foaf.name, 'langText'], [dct.type, 'node', skos.Concept, scheme.publisherType], [cv.contactPoint, 'node', cv.ContactPoint], [dct.description, 'text'],
    [foaf.homepage, 'node', foaf.Document], [foaf.mbox, 'node'], [dct.identifier, 'text'], [locn.address, 'node', locn.Address], [healthdcatap.trustedDataHolder, 'boolean'],
  ]),
  [vcard.Kind]: table([[vcard.hasEmail, 'iri'], [vcard.hasURL, 'iri'], [vcard.fn, 'text'], [vcard.hasTelephone, 'node']]),
  [cv.ContactPoint]: table([
    [cv.email, 'text'], [cv.contactPage, 'iri'], [cv.telephone, 'text'], [cv.openingHours, 'node', time.TemporalEntity],
    [cv.specialOpeningHoursSpecification, 'node', time.TemporalEntity],
  ]),
  [time.TemporalEntity]: table([[dct.description, 'text'], [cv.frequency, 'iri', dct.Frequency, scheme.frequency]]),
  [csvw.TableGroup]: table([[dct.title, 'text'], [csvw.table, 'node', csvw.Table]]),
  [csvw.Table]: table([[dct.title, 'text'], [csvw.column, 'node', csvw.Column], [csvw.url, 'iri'], [csvw.name, 'text'], [dcat.keyword, 'text']]),
  [csvw.Column]: table([
    [csvw.name, 'text'], [csvw.title, 'text'], [dct.description, 'text'], [csvw.datatype, 'text'], [csvw.propertyUrl, 'iri'], [csvw.number, 'nonNegativeInteger'],
  ]),
  [dct.PeriodOfTime]: table([[dcat.startDate, 'date'], [dcat.endDate, 'date'], [time.hasBeginning, 'node', time.Instant], [time.hasEnd, 'node', time.Instant]]),
  [dct.Location]: table([[dcat.bbox, 'text'], [dcat.centroid, 'text'], [locn.geometry, 'text'], [skos.prefLabel, 'text']]),
  [adms.Identifier]: table([[skos.notation, 'text'], [adms.schemaAgency, 'text']]),
  [dct.ProvenanceStatement]: table([[rdfs.label, 'text']]),
  [dct.RightsStatement]: table([[rdfs.label, 'text']]),
  [dct.LicenseDocument]: table([[dct.type, 'node', skos.Concept, scheme.licenceType], [dct.title, 'text']]),
  [dpv.LegalBasis]: table([[dct.description, 'text'], [dct.source, 'node']]),
  [dpv.Purpose]: table([[dct.description, 'text']]),
  [dqv.QualityCertificate]: table([[oa.hasTarget, 'node'], [oa.hasBody, 'node'], [oa.motivatedBy, 'node']]),
  [prov.Activity]: table([[dct.type, 'node', skos.Concept, scheme.healthActivity], [rdfs.label, 'text'], [prov.startedAtTime, 'text'], [prov.endedAtTime, 'text']]),
  [spdx.Checksum]: table([[spdx.algorithm, 'node', spdx.ChecksumAlgorithm], [spdx.checksumValue, 'hexBinary']]),
  [dcat.Relationship]: table([[dct.relation, 'node'], [dcat.hadRole, 'node', dcat.Role]]),
  [prov.Attribution]: table([[prov.agent, 'node', foaf.Agent], [dcat.hadRole, 'node', dcat.Role]]),
};
