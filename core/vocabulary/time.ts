import { namespace } from './namespace.ts';

/** OWL-Time. */
export const time = namespace('http://www.w3.org/2006/time#', [
  'TemporalEntity', 'Instant', 'hasBeginning', 'hasEnd', 'inXSDDate', 'inXSDDateTime', 'inXSDDateTimeStamp',
]);
