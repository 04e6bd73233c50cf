import { namespace } from './namespace.ts';

/** FOAF. */
export const foaf = namespace('http://xmlns.com/foaf/0.1/', [
  'Agent', 'Organization', 'Person', 'Document', 'Project', 'name', 'page', 'homepage', 'mbox', 'phone', 'primaryTopic',
]);
