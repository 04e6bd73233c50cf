import { namespace } from './namespace.ts';

/** ODRL 2. */
export const odrl = namespace('http://www.w3.org/ns/odrl/2/', [
  'Policy', 'hasPolicy',
]);
