import { namespace } from './namespace.ts';

/** Core vocabularies of SEMIC (contact points of agents). */
export const cv = namespace('http://data.europa.eu/m8g/', [
  'ContactPoint', 'contactPoint', 'email', 'contactPage', 'telephone', 'openingHours', 'specialOpeningHoursSpecification',
  'frequency',
]);
