import { namespace } from './namespace.ts';

/** Linked Data Event Streams. */
export const ldes = namespace('https://w3id.org/ldes#', [
  'EventStream', 'EventSource', 'LatestVersionSubset', 'amount', 'timestampPath', 'versionOfPath', 'retentionPolicy',
]);
