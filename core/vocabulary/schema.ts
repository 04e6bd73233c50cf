import { namespace } from './namespace.ts';

/** schema.org, only the deprecated terms of DCAT-AP 1. */
export const schema = namespace('http://schema.org/', [
  'startDate', 'endDate',
]);
