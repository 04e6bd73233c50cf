import { namespace } from './namespace.ts';

/** vCard ontology. */
export const vcard = namespace('http://www.w3.org/2006/vcard/ns#', [
  'Kind', 'Organization', 'Individual', 'Group', 'VCard', 'fn', 'hasEmail', 'hasURL', 'hasTelephone', 'hasUID', 'value',
  'hasValue', 'organization-name',
]);
