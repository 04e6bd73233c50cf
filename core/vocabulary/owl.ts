import { namespace } from './namespace.ts';

/** OWL 2, as far as descriptions use it. */
export const owl = namespace('http://www.w3.org/2002/07/owl#', [
  'versionInfo', 'imports', 'Ontology', 'sameAs',
]);
