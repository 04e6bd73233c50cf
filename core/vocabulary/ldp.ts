import { namespace } from './namespace.ts';

/** Linked Data Platform. */
export const ldp = namespace('http://www.w3.org/ns/ldp#', [
  'Resource', 'Container', 'DirectContainer', 'BasicContainer', 'contains', 'membershipResource', 'hasMemberRelation', 'member',
]);
