import { namespace } from './namespace.ts';

/** GeoDCAT-AP; R8 takes the data holder from here. */
export const geodcatap = namespace('http://data.europa.eu/930/', [
  'custodian',
]);
