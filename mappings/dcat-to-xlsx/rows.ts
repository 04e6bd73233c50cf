/** Rows of the entry template in the order a person fills them (catalogue.md §3.7): the properties of §1.5 and §1.7 that a cell can hold. */
export const datasetRows: readonly string[] = [
  'dct:title', 'dct:description', 'dct:alternative', 'dct:identifier', 'adms:identifier', 'dct:accessRights', 'dcatap:applicableLegislation', 'dcat:theme', 'healthdcatap:healthCategory', 'healthdcatap:healthTheme', 'dct:type',
  'healthdcatap:hdab', 'healthdcatap:hdabCoordinator', 'geodcatap:custodian', 'dct:publisher', 'dct:creator', 'dcat:contactPoint', 'dcat:keyword', 'dct:provenance', 'healthdcatap:hasStructuredData',
  'healthdcatap:numberOfRecords', 'healthdcatap:numberOfUniqueIndividuals', 'healthdcatap:minTypicalAge', 'healthdcatap:maxTypicalAge', 'healthdcatap:populationCoverage', 'healthdcatap:hasCodingSystem',
  'healthdcatap:hasCodeValues', 'dct:conformsTo', 'dpv:hasPersonalData', 'dpv:hasLegalBasis', 'dpv:hasPurpose', 'dct:temporal', 'dct:spatial', 'dct:language', 'dct:accrualPeriodicity', 'healthdcatap:retentionPeriod',
  'dcat:temporalResolution', 'dcat:spatialResolutionInMeters', 'dqv:hasQualityAnnotation', 'healthdcatap:analytics', 'adms:sample', 'dcat:landingPage', 'foaf:page', 'dct:isReferencedBy', 'dct:source', 'dct:relation',
  'dcat:inSeries', 'dcat:hasVersion', 'dcat:version', 'adms:versionNotes', 'dct:issued', 'dct:modified',
];

export const distributionRows: readonly string[] = [
  'dct:title', 'dct:description', 'dcat:accessURL', 'dcat:downloadURL', 'dct:format', 'dcat:mediaType', 'dcatap:applicableLegislation', 'dct:license', 'dct:rights', 'dcatap:availability', 'adms:status', 'dcat:byteSize',
  'dct:language', 'dct:conformsTo', 'dct:issued', 'dct:modified', 'foaf:page', 'dcat:compressFormat', 'dcat:packageFormat',
];
