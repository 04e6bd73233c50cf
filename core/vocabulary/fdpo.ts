import { namespace } from './namespace.ts';

/** FAIR Data Point ontology. */
export const fdpo = namespace('https://w3id.org/fdp/fdp-o#', [
  'FAIRDataPoint', 'FairDataPoint', 'MetadataService', 'metadataCatalog', 'metadataIdentifier', 'metadataIssued',
  'metadataModified', 'conformsToFdpSpec', 'fdpSoftwareVersion',
]);
