import { namespace } from './namespace.ts';

/** RDF 1.1. */
export const rdf = namespace('http://www.w3.org/1999/02/22-rdf-syntax-ns#', [
  'type', 'first', 'rest', 'nil', 'langString', 'HTML', 'XMLLiteral', 'List', 'value',
]);
