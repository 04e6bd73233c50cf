import { extensionBase } from '../fhir-to-dcat/extension.ts';

/** Extensions of this project: on which element, which value, and the RDF property they stand for (catalogue.md §4.1). Served as StructureDefinition. */
export type ExtensionRow = { readonly name: string; readonly on: string; readonly value: string; readonly property: string };

const row = (name: string, on: string, value: string, property: string): ExtensionRow => ({ name, on, value, property });

export const extensionTable: readonly ExtensionRow[] = [
  row('publisher', 'Library', 'Reference', 'dct:publisher'), row('hdab', 'Library', 'Reference', 'healthdcatap:hdab'), row('hdab-coordinator', 'Library', 'Reference', 'healthdcatap:hdabCoordinator'), row('custodian', 'Library', 'Reference', 'geodcatap:custodian'),
  row('access-rights', 'Library', 'Coding', 'dct:accessRights'), row('applicable-legislation', 'Library, Attachment', 'uri', 'dcatap:applicableLegislation'), row('coding-system', 'Library', 'Coding', 'healthdcatap:hasCodingSystem'),
  row('conforms-to', 'Library, Attachment', 'Coding', 'dct:conformsTo'), row('personal-data', 'Library', 'Coding', 'dpv:hasPersonalData'), row('dataset-type', 'Library', 'Coding', 'dct:type'), row('data-language', 'Library', 'Coding', 'dct:language'),
  row('accrual-periodicity', 'Library', 'Coding', 'dct:accrualPeriodicity'), row('in-series', 'Library', 'canonical', 'dcat:inSeries'), row('alternative', 'Library', 'string', 'dct:alternative'), row('version-notes', 'Library', 'string', 'adms:versionNotes'),
  row('issued', 'Library, Attachment', 'string', 'dct:issued'), row('modified', 'Library, Attachment', 'string', 'dct:modified'), row('records', 'Library', 'decimal', 'healthdcatap:numberOfRecords'), row('individuals', 'Library', 'decimal', 'healthdcatap:numberOfUniqueIndividuals'),
  row('structured-data', 'Library', 'boolean', 'healthdcatap:hasStructuredData'), row('temporal-resolution', 'Library, Attachment', 'string', 'dcat:temporalResolution'), row('spatial-resolution', 'Library, Attachment', 'string', 'dcat:spatialResolutionInMeters'),
  row('temporal', 'Library', 'Period', 'dct:temporal'), row('retention-period', 'Library', 'Period', 'healthdcatap:retentionPeriod'), row('provenance', 'Library', 'markdown', 'dct:provenance'), row('purpose', 'Library', 'markdown', 'dpv:hasPurpose'),
  row('population-coverage', 'Library', 'markdown', 'healthdcatap:populationCoverage'), row('legal-basis', 'Library', 'Extension', 'dpv:hasLegalBasis'), row('generated-by', 'Library', 'Extension', 'prov:wasGeneratedBy'), row('quality', 'Library', 'uri', 'dqv:hasQualityAnnotation'),
  row('property', 'RelatedArtifact, CodeableConcept', 'uri', 'rdf:predicate'), row('iri', 'Library.contact, Library.author, Period, Attachment', 'uri', 'the IRI of the node'), row('organization', 'Library.author', 'Reference', 'dct:creator'),
  row('content-kind', 'Attachment', 'code', 'dcat:distribution, adms:sample, healthdcatap:analytics'), row('access-url', 'Attachment', 'uri', 'dcat:accessURL'), row('download-url', 'Attachment', 'uri', 'dcat:downloadURL'), row('format', 'Attachment', 'uri', 'dct:format'),
  row('media-type', 'Attachment', 'uri', 'dcat:mediaType'), row('licence', 'Attachment', 'uri', 'dct:license'), row('licence-type', 'Attachment', 'uri', 'dct:license/dct:type'), row('rights', 'Attachment', 'markdown', 'dct:rights'), row('rights-iri', 'Attachment', 'uri', 'dct:rights'),
  row('description', 'Attachment', 'markdown', 'dct:description'), row('availability', 'Attachment', 'uri', 'dcatap:availability'), row('status', 'Attachment', 'uri', 'adms:status'), row('language', 'Attachment', 'uri', 'dct:language'), row('page', 'Attachment', 'uri', 'foaf:page'),
  row('compress-format', 'Attachment', 'uri', 'dcat:compressFormat'), row('package-format', 'Attachment', 'uri', 'dcat:packageFormat'), row('byte-size', 'Attachment', 'decimal', 'dcat:byteSize'), row('checksum', 'Attachment', 'Extension', 'spdx:checksum'),
  row('variable-count', 'Attachment', 'integer', 'csvw:column'), row('hash', 'Attachment', 'string', 'the description version'),
  row('note', 'Organization', 'string', 'dct:description'), row('opening-hours', 'Organization', 'Extension', 'cv:openingHours'), row('homepage', 'Organization', 'uri', 'foaf:homepage'), row('mailbox', 'Organization', 'string', 'foaf:mbox'),
  row('contact-iri', 'Organization', 'uri', 'cv:contactPoint'), row('trusted-holder', 'Organization', 'boolean', 'healthdcatap:trustedDataHolder'), row('serves', 'Endpoint', 'uri', 'dcat:servesDataset'),
];

/** The definition of one extension as FHIR resource, with the RDF property in its mapping. */
export const structureDefinitionOf = (one: ExtensionRow) => ({
  resourceType: 'StructureDefinition' as const, id: one.name, url: extensionBase + one.name, name: `Ext_${one.name.replace(/-/g, '_')}`, status: 'active' as const, fhirVersion: '4.0.1' as const, kind: 'complex-type' as const, abstract: false, type: 'Extension',
  mapping: [{ identity: 'rdf', name: 'HealthDCAT-AP Release 8' }],
  context: one.on.split(', ').map((expression) => ({ type: 'element' as const, expression })),
  baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Extension', derivation: 'constraint' as const,
  differential: {
    element: [
      { id: 'Extension', path: 'Extension', mapping: [{ identity: 'rdf', map: one.property }] },
      { id: 'Extension.url', path: 'Extension.url', fixedUri: extensionBase + one.name },
      ...(one.value === 'Extension' ? [] : [{ id: 'Extension.value[x]', path: 'Extension.value[x]', min: 1, type: [{ code: one.value }] }]),
    ],
  },
});
