import { namespace } from './namespace.ts';

/** ADMS 2. */
export const adms = namespace('http://www.w3.org/ns/adms#', [
  'Identifier', 'identifier', 'sample', 'status', 'versionNotes', 'schemaAgency', 'schemeAgency', 'representationTechnique',
]);
