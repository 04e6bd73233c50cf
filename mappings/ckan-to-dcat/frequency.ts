import { scheme } from '../../core/vocabulary/authority.ts';
import { absoluteIri, given } from '../dcat-builder/values.ts';

/** Words met in CKAN forms → code of the EU frequency table. */
const codes: Readonly<Record<string, string>> = {
  continuous: 'CONT', continual: 'CONT', hourly: 'HOURLY', daily: 'DAILY', weekly: 'WEEKLY', biweekly: 'BIWEEKLY', fortnightly: 'BIWEEKLY', monthly: 'MONTHLY',
  bimonthly: 'BIMONTHLY', quarterly: 'QUARTERLY', semiannual: 'ANNUAL_2', biannually: 'ANNUAL_2', 'half-yearly': 'ANNUAL_2', annual: 'ANNUAL', annually: 'ANNUAL', yearly: 'ANNUAL',
  biennial: 'BIENNIAL', triennial: 'TRIENNIAL', irregular: 'IRREG', irregularly: 'IRREG', 'as needed': 'IRREG', 'not planned': 'NOT_PLANNED', never: 'NEVER', unknown: 'UNKNOWN', other: 'OTHER',
};

/** The table's IRI for a known word, else the value as it came. */
export const frequencyIri = (value: unknown): string | undefined => {
  const text = given(value);
  if (text === undefined || absoluteIri(text) !== undefined) return text;
  const code = codes[text.toLowerCase()];
  return code === undefined ? text : `${scheme.frequency}/${code}`;
};
