import { namespace } from './namespace.ts';

/** HealthDCAT-AP Release 8 (trustedDataHolder, publisherNote and publisherType are of Release 5). */
export const healthdcatap = namespace('http://healthdataportal.eu/ns/health#', [
  'hdab', 'hdabCoordinator', 'healthCategory', 'healthTheme', 'hasStructuredData', 'hasVariables', 'hasCodingSystem',
  'hasCodeValues', 'minTypicalAge', 'maxTypicalAge', 'numberOfRecords', 'numberOfUniqueIndividuals', 'populationCoverage',
  'retentionPeriod', 'analytics', 'trustedDataHolder', 'publisherNote', 'publisherType',
]);
