import { namespace } from './namespace.ts';

/** Data Quality Vocabulary. */
export const dqv = namespace('http://www.w3.org/ns/dqv#', [
  'QualityCertificate', 'QualityAnnotation', 'hasQualityAnnotation', 'hasQualityMeasurement', 'qualityAssessment',
]);
