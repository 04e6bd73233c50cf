import { namespace } from './namespace.ts';

/** Data Privacy Vocabulary 2. */
export const dpv = namespace('https://w3id.org/dpv#', [
  'LegalBasis', 'PersonalData', 'Purpose', 'hasLegalBasis', 'hasPersonalData', 'hasPurpose',
]);
