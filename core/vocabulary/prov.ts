import { namespace } from './namespace.ts';

/** PROV-O. */
export const prov = namespace('http://www.w3.org/ns/prov#', [
  'Activity', 'Attribution', 'Agent', 'wasGeneratedBy', 'qualifiedAttribution', 'agent', 'startedAtTime', 'endedAtTime',
  'wasAssociatedWith',
]);
