import { namespace } from './namespace.ts';

/** European Legislation Identifier. */
export const eli = namespace('http://data.europa.eu/eli/ontology#', [
  'LegalResource',
]);
