import { namespace } from './namespace.ts';

/** TREE hypermedia. */
export const tree = namespace('https://w3id.org/tree#', [
  'Node', 'Collection', 'view', 'viewDescription', 'member', 'relation', 'shape', 'path', 'value', 'node',
  'GreaterThanOrEqualToRelation', 'GreaterThanRelation', 'LessThanRelation', 'LessThanOrEqualToRelation', 'Relation',
]);
