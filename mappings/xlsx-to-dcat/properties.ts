import { iriOfCurie } from '../../core/vocabulary/prefixes.ts';

/** How the value cell of a property is read. */
export type CellKind = 'text' | 'words' | 'identifier' | 'statement' | 'rights' | 'concept' | 'agent' | 'custodian' | 'attribution' | 'period' | 'date' | 'count' | 'decimal' | 'duration' | 'boolean' | 'link' | 'law' | 'reason' | 'contact' | 'distribution' | 'other-identifier' | 'quality' | 'personal-data' | 'media-type' | 'publisher-note' | 'publisher-type' | 'skip';

export type CellRule = { readonly kind: CellKind; /** Controlled list of a concept. */ readonly list?: string; /** Class of what is linked to. */ readonly type?: string };

const concept = (list: string, type = 'skos:Concept'): CellRule => ({ kind: 'concept', list, type });
const link = (type?: string): CellRule => ({ kind: 'link', ...(type === undefined ? {} : { type }) });
const of = (kind: CellKind): CellRule => ({ kind });

/** CURIE of column C → how its value is read (catalogue.md §3.7). A property that is not here is kept under its own name. */
export const rules: Readonly<Record<string, CellRule>> = {
  'dct:title': of('text'), 'dct:description': of('text'), 'dct:alternative': of('text'), 'dcat:keyword': of('words'), 'dct:identifier': of('identifier'), 'adms:identifier': of('other-identifier'),
  'dct:provenance': of('statement'), 'healthdcatap:populationCoverage': of('text'), 'adms:versionNotes': of('text'), 'dcat:version': of('text'),
  'dct:accessRights': concept('access-right', 'dct:RightsStatement'), 'dcat:theme': concept('data-theme'), 'dct:type': concept('dataset-type'), 'dct:spatial': concept('country', 'dct:Location'),
  'dct:language': concept('language', 'dct:LinguisticSystem'), 'dct:accrualPeriodicity': concept('frequency', 'dct:Frequency'), 'dct:conformsTo': concept('standard', 'dct:Standard'),
  'healthdcatap:healthCategory': concept('healthcategories'), 'healthdcatap:healthTheme': concept('health-theme'), 'healthdcatap:hasCodingSystem': concept('coding-system', 'dct:Standard'),
  'dct:format': concept('file-type', 'dct:MediaTypeOrExtent'), 'adms:status': concept('distribution-status'), 'dcatap:availability': concept('planned-availability'),
  'healthdcatap:hdab': of('agent'), 'healthdcatap:hdabCoordinator': of('agent'), 'dct:publisher': of('agent'), 'dct:creator': of('agent'), 'dct:contributor': of('agent'), 'geodcatap:custodian': of('agent'),
  'geodcat:maintainer': of('custodian'), 'geodcat:originator': of('attribution'), 'prov:qualifiedAttribution': of('attribution'),
  'healthdcatap:publisherNote': of('publisher-note'), 'healthdcatap:publisherType': of('publisher-type'),
  'dct:temporal': of('period'), 'healthdcatap:retentionPeriod': of('period'), 'dct:issued': of('date'), 'dct:modified': of('date'),
  'healthdcatap:numberOfRecords': of('count'), 'healthdcatap:numberOfUniqueIndividuals': of('count'), 'healthdcatap:minTypicalAge': of('count'), 'healthdcatap:maxTypicalAge': of('count'), 'dcat:byteSize': of('count'),
  'dcat:spatialResolutionInMeters': of('decimal'), 'dcat:temporalResolution': of('duration'), 'healthdcatap:hasStructuredData': of('boolean'), 'healthdcatap:hasCodeValues': of('words'),
  'dcatap:applicableLegislation': of('law'), 'dpv:hasLegalBasis': of('reason'), 'dpv:hasPurpose': of('reason'), 'dpv:hasPersonalData': of('personal-data'), 'dcat:contactPoint': of('contact'),
  'dqv:hasQualityAnnotation': of('quality'), 'adms:sample': of('distribution'), 'healthdcatap:analytics': of('distribution'), 'dct:rights': of('rights'), 'dct:license': link('dct:LicenseDocument'),
  'dcat:mediaType': of('media-type'), 'dcat:compressFormat': of('media-type'), 'dcat:packageFormat': of('media-type'), 'dcat:landingPage': link('foaf:Document'), 'foaf:page': link('foaf:Document'),
  'dcat:inSeries': link('dcat:DatasetSeries'), 'dcat:accessService': of('skip'), 'dcat:distribution': of('skip'), 'cr:distribution': of('skip'), 'cr:recordSet': of('skip'), 'spdx:checksum': of('skip'), 'prov:wasGeneratedBy': of('statement'),
  'dcat:accessURL': link(), 'dcat:downloadURL': link(), 'dct:relation': link(), 'dct:source': link(), 'dct:isReferencedBy': link(), 'dcat:hasVersion': link(), 'dct:hasVersion': link(), 'dct:isVersionOf': link(),
  'dcat:qualifiedRelation': link(), 'odrl:hasPolicy': link('odrl:Policy'),
};

/** Property names the template spells differently. */
const spelled: Readonly<Record<string, string>> = { 'dct:inSeries': 'dcat:inSeries', 'geodcat:custodian': 'geodcatap:custodian' };

export const ruleOf = (property: string): { readonly name: string; readonly rule: CellRule | undefined } => {
  const name = spelled[property] ?? property;
  return { name, rule: rules[name] };
};

/** Namespaces the German template uses beside those of catalogue.md §1.1. */
const foreign: Readonly<Record<string, string>> = {
  dcatde: 'http://dcat-ap.de/def/dcatde/', healthdcatapde: 'https://healthdcat-ap.de/def/healthdcatapde/', geodcat: 'http://data.europa.eu/930/', sc: 'https://schema.org/', cr: 'http://mlcommons.org/croissant/',
};

export const propertyIri = (curie: string): string | undefined => {
  const [prefix = '', local = ''] = curie.split(':');
  const namespace = foreign[prefix];
  if (namespace !== undefined) return namespace + local;
  const iri = iriOfCurie(curie);
  return iri === curie ? undefined : iri;
};
