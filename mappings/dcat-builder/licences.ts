import { absoluteIri, given } from './values.ts';

const euLicence = 'http://publications.europa.eu/resource/authority/licence/';
const known: Readonly<Record<string, string>> = {
  'cc-by-4.0': `${euLicence}CC_BY_4_0`, 'cc-by-sa-4.0': `${euLicence}CC_BYSA_4_0`, 'cc0-1.0': `${euLicence}CC0`, 'cc-zero': `${euLicence}CC0`, 'cc-by-nc-4.0': `${euLicence}CC_BYNC_4_0`,
};

/** `CC-BY-4.0`, `CC BY 4.0 (…)` or an address → the licence's address; other short names are looked up in no list and given as SPDX address. */
export const licenceIri = (value: unknown): string | undefined => {
  const text = given(value);
  if (text === undefined || absoluteIri(text) !== undefined) return text;
  const id = text.replace(/\s*\(.*\)$/, '').trim().replace(/\s+/g, '-');
  return known[id.toLowerCase()] ?? (/^[A-Za-z0-9.+-]+$/.test(id) ? `https://spdx.org/licenses/${id}` : text);
};
