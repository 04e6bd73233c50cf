import { namespace } from './namespace.ts';

/** XML Schema datatypes. */
export const xsd = namespace('http://www.w3.org/2001/XMLSchema#', [
  'string', 'boolean', 'integer', 'decimal', 'double', 'float', 'date', 'dateTime', 'gYear', 'gYearMonth', 'duration',
  'nonNegativeInteger', 'positiveInteger', 'int', 'long', 'unsignedInt', 'hexBinary', 'anyURI', 'time',
]);
