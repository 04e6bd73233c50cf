import { namespace } from './namespace.ts';

/** ActivityStreams 2. */
export const as = namespace('https://www.w3.org/ns/activitystreams#', [
  'Create', 'Update', 'Delete', 'object', 'published',
]);
