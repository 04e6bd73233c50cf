import { namespace } from './namespace.ts';

/** DCAT-AP 3.0.1. */
export const dcatap = namespace('http://data.europa.eu/r5r/', [
  'applicableLegislation', 'availability', 'hvdCategory',
]);
