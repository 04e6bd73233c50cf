import { namespace } from './namespace.ts';

/** DCMI Metadata Terms. */
export const dct = namespace('http://purl.org/dc/terms/', [
  'title', 'description', 'alternative', 'identifier', 'accessRights', 'type', 'format', 'license', 'rights', 'language',
  'spatial', 'temporal', 'publisher', 'creator', 'contributor', 'provenance', 'conformsTo', 'accrualPeriodicity', 'issued',
  'modified', 'created', 'source', 'relation', 'isReferencedBy', 'references', 'hasPart', 'isPartOf', 'hasVersion', 'isVersionOf',
  'replaces', 'isReplacedBy', 'subject', 'extent', 'RightsStatement', 'MediaType', 'MediaTypeOrExtent', 'LicenseDocument',
  'LinguisticSystem', 'Frequency', 'Location', 'PeriodOfTime', 'ProvenanceStatement', 'Standard',
]);
