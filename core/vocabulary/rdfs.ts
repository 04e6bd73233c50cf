import { namespace } from './namespace.ts';

/** RDF Schema 1.1. */
export const rdfs = namespace('http://www.w3.org/2000/01/rdf-schema#', [
  'label', 'comment', 'seeAlso', 'isDefinedBy', 'Resource', 'subClassOf',
]);
