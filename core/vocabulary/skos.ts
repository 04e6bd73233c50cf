import { namespace } from './namespace.ts';

/** SKOS. */
export const skos = namespace('http://www.w3.org/2004/02/skos/core#', [
  'Concept', 'ConceptScheme', 'prefLabel', 'altLabel', 'notation', 'inScheme', 'topConceptOf', 'broader',
]);
