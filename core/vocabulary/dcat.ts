import { namespace } from './namespace.ts';

/** DCAT 3. */
export const dcat = namespace('http://www.w3.org/ns/dcat#', [
  'Catalog', 'CatalogRecord', 'Dataset', 'DatasetSeries', 'Distribution', 'DataService', 'Resource', 'Relationship', 'Role',
  'dataset', 'distribution', 'service', 'record', 'catalog', 'theme', 'themeTaxonomy', 'keyword', 'contactPoint', 'landingPage',
  'accessURL', 'downloadURL', 'mediaType', 'compressFormat', 'packageFormat', 'byteSize', 'accessService', 'endpointURL',
  'endpointDescription', 'servesDataset', 'startDate', 'endDate', 'bbox', 'centroid', 'temporalResolution',
  'spatialResolutionInMeters', 'qualifiedRelation', 'hadRole', 'inSeries', 'hasVersion', 'isVersionOf', 'previousVersion',
  'version', 'versionNotes', 'resource',
]);
