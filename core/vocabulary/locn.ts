import { namespace } from './namespace.ts';

/** ISA core location. */
export const locn = namespace('http://www.w3.org/ns/locn#', [
  'geometry', 'address', 'Address',
]);
