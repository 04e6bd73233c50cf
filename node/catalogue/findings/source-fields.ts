import type { SourceKind } from '../../../core/api/sources.ts';

type Names = Readonly<Record<string, string>>;

/** What a property is called where the description came from (catalogue.md §3.3 to §3.6): the way back of the mappings, for people who mend it there. */
const ckan: Names = {
  'dct:title': 'title', 'dct:description': 'notes', 'dcat:keyword': 'tags', 'dct:identifier': 'identifier', 'adms:identifier': 'alternate_identifier', 'dcat:landingPage': 'url', 'dcat:version': 'version', 'adms:versionNotes': 'version_notes',
  'dct:issued': 'issued', 'dct:modified': 'modified', 'dcat:theme': 'theme', 'dcatap:applicableLegislation': 'applicable_legislation', 'dct:conformsTo': 'conforms_to', 'dct:accessRights': 'access_rights', 'dct:accrualPeriodicity': 'frequency',
  'dct:language': 'language', 'foaf:page': 'documentation', 'dct:isReferencedBy': 'is_referenced_by', 'dct:type': 'dcat_type', 'dct:provenance': 'provenance', 'dcat:contactPoint': 'contact', 'dct:creator': 'creator', 'dct:publisher': 'publisher',
  'healthdcatap:hdab': 'hdab', 'healthdcatap:healthCategory': 'health_category', 'healthdcatap:healthTheme': 'health_theme', 'healthdcatap:hasCodingSystem': 'coding_system', 'healthdcatap:hasCodeValues': 'code_values',
  'dpv:hasLegalBasis': 'legal_basis', 'dpv:hasPersonalData': 'personal_data', 'dpv:hasPurpose': 'purpose', 'healthdcatap:populationCoverage': 'population_coverage', 'healthdcatap:minTypicalAge': 'min_typical_age', 'healthdcatap:maxTypicalAge': 'max_typical_age',
  'healthdcatap:numberOfRecords': 'number_of_records', 'healthdcatap:numberOfUniqueIndividuals': 'number_of_unique_individuals', 'healthdcatap:retentionPeriod': 'retention_period', 'dct:temporal': 'temporal_coverage', 'dcat:temporalResolution': 'temporal_resolution',
  'dct:spatial': 'spatial_coverage', 'healthdcatap:analytics': 'analytics', 'adms:sample': 'sample', 'dqv:hasQualityAnnotation': 'quality_annotation', 'prov:wasGeneratedBy': 'provenance_activity', 'dcat:hasVersion': 'has_version', 'dct:source': 'source', 'dct:relation': 'related_resource', 'dcat:inSeries': 'in_series',
  'dcat:distribution': 'resources', 'dcat:distribution/dct:title': 'resources[].name', 'dcat:distribution/dct:description': 'resources[].description', 'dcat:distribution/dcat:accessURL': 'resources[].access_url', 'dcat:distribution/dcat:downloadURL': 'resources[].download_url',
  'dcat:distribution/dct:format': 'resources[].format', 'dcat:distribution/dcat:mediaType': 'resources[].mimetype', 'dcat:distribution/dcat:byteSize': 'resources[].size', 'dcat:distribution/dct:license': 'resources[].license', 'dcat:distribution/dct:rights': 'resources[].rights',
  'dcat:distribution/dcatap:availability': 'resources[].availability', 'dcat:distribution/adms:status': 'resources[].status', 'dcat:distribution/dct:language': 'resources[].language',
};
const molgenis: Names = {
  'dct:title': 'Collections.name', 'dct:alternative': 'Collections.acronym', 'dct:description': 'Collections.description', 'dcat:keyword': 'Collections.keywords', 'dct:identifier': 'Collections.pid', 'adms:identifier': 'Collections.id', 'dcat:landingPage': 'Collections.website',
  'dct:temporal': 'Collections.start year', 'healthdcatap:numberOfUniqueIndividuals': 'Collections.number of participants', 'healthdcatap:numberOfRecords': 'Collections.number of records', 'healthdcatap:populationCoverage': 'Collections.population coverage', 'healthdcatap:minTypicalAge': 'Collections.age min', 'healthdcatap:maxTypicalAge': 'Collections.age max',
  'dct:spatial': 'Collections.countries', 'dct:publisher': 'Collections.publisher', 'dct:creator': 'Collections.creator', 'dcat:contactPoint': 'Collections.contact point', 'dct:accessRights': 'Collections.access rights', 'dct:accrualPeriodicity': 'Collections.release frequency',
  'dcat:theme': 'Collections.theme', 'dcatap:applicableLegislation': 'Collections.applicable legislation', 'dct:language': 'Collections.languages', 'dct:provenance': 'Collections.provenance statement', 'healthdcatap:hasCodingSystem': 'Collections.ETL standard vocabularies', 'healthdcatap:hasCodeValues': 'Collections.population disease',
  'healthdcatap:hasVariables': 'Variables', 'dct:isReferencedBy': 'Publications.doi', 'dcat:distribution/dct:rights': 'Collections.data access conditions',
};
const zenodo: Names = {
  'dct:title': 'title', 'dct:description': 'description', 'dct:identifier': 'doi', 'dct:creator': 'creators', 'dcat:keyword': 'keywords', 'dct:issued': 'publication_date', 'dcat:version': 'version', 'dcat:distribution/dct:license': 'license', 'dct:language': 'language',
  'dct:accessRights': 'access_right', 'dct:temporal': 'dates', 'foaf:page': 'related_identifiers', 'dct:isReferencedBy': 'related_identifiers', 'dct:source': 'related_identifiers', 'dct:relation': 'related_identifiers', 'dcat:distribution': 'files',
};
const nfdi4health: Names = {
  'adms:identifier': 'resource.identifier', 'dct:identifier': 'resource.identifier', 'dct:title': 'resource.titles', 'dct:description': 'resource.descriptions', 'dcat:keyword': 'resource.keywords', 'dct:language': 'resource.languages', 'dct:publisher': 'resource.provenance.dataSource',
  'dct:creator': 'resource.contributors', 'dcat:contactPoint': 'resource.contributors', 'dcat:version': 'resource.nonStudyDetails.version', 'dcat:distribution/dct:license': 'resource.nonStudyDetails.useRights', 'dcat:landingPage': 'resource.webpage', 'dcat:distribution/dcat:accessURL': 'resource.webpage',
};
const fhir: Names = {
  'dct:title': 'Library.title', 'dct:description': 'Library.description', 'dct:identifier': 'Library.identifier', 'dct:modified': 'Library.date', 'dct:publisher': 'Library.publisher', 'dcat:contactPoint': 'Library.contact', 'dct:creator': 'Library.author', 'healthdcatap:healthCategory': 'Library.topic', 'healthdcatap:healthTheme': 'Library.topic',
  'dcat:theme': 'Library.topic', 'dcat:keyword': 'Library.topic.text', 'dct:spatial': 'Library.jurisdiction', 'dct:temporal': 'Library.effectivePeriod', 'healthdcatap:minTypicalAge': 'Library.useContext', 'healthdcatap:maxTypicalAge': 'Library.useContext', 'healthdcatap:hasCodeValues': 'Library.useContext', 'dpv:hasPurpose': 'Library.purpose',
  'foaf:page': 'Library.relatedArtifact', 'dcat:landingPage': 'Library.relatedArtifact', 'dct:isReferencedBy': 'Library.relatedArtifact', 'dct:source': 'Library.relatedArtifact', 'dcat:distribution': 'Library.content', 'dcat:version': 'Library.version',
};

const systems: Partial<Readonly<Record<SourceKind, { readonly name: string; readonly fields: Names }>>> = {
  ckan: { name: 'CKAN', fields: ckan }, molgenis: { name: 'MOLGENIS', fields: molgenis }, zenodo: { name: 'Zenodo', fields: zenodo }, nfdi4health: { name: 'NFDI4Health', fields: nfdi4health }, fhir: { name: 'FHIR', fields: fhir },
};

/** The field of the source system that a finding's property came from: `provenance` in CKAN. A workbook names the properties themselves; RDF needs no other name.
 *  @returns undefined where the source has no field of its own for it */
export const sourceFieldOf = (kind: SourceKind | undefined) => (path: string): { readonly system: string; readonly field: string } | undefined => {
  if (kind === undefined) return undefined;
  const steps = path.split('|')[0] ?? path;
  if (kind === 'xlsx') return { system: 'Excel', field: steps.split('/').at(-1) ?? steps };
  const system = systems[kind];
  const field = system?.fields[steps] ?? system?.fields[steps.split('/')[0] ?? ''];
  return system === undefined || field === undefined ? undefined : { system: system.name, field };
};
