import { namespace } from './namespace.ts';

/** SHACL. */
export const sh = namespace('http://www.w3.org/ns/shacl#', [
  'Violation', 'Warning', 'Info',
]);
