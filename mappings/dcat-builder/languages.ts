import { given } from './values.ts';

/** ISO 639-2/B, 639-2/T and 639-3 codes of the Union's languages (and a few neighbours) → BCP 47. */
const tags: Readonly<Record<string, string>> = {
  bul: 'bg', ces: 'cs', cze: 'cs', dan: 'da', deu: 'de', ger: 'de', ell: 'el', gre: 'el', eng: 'en', spa: 'es', est: 'et', fin: 'fi', fra: 'fr', fre: 'fr', gle: 'ga', hrv: 'hr', hun: 'hu', isl: 'is', ice: 'is',
  ita: 'it', lit: 'lt', lav: 'lv', mlt: 'mt', nld: 'nl', dut: 'nl', nor: 'no', nob: 'nb', nno: 'nn', pol: 'pl', por: 'pt', ron: 'ro', rum: 'ro', slk: 'sk', slo: 'sk', slv: 'sl', swe: 'sv', cat: 'ca', ltz: 'lb',
};

/** `deu`, `DE (German)`, `de-DE` → `de`, `de-DE`; undefined when it is no language code. */
export const languageTag = (value: unknown): string | undefined => {
  const text = given(value)?.replace(/\s*\(.*\)$/, '');
  if (text === undefined || !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text)) return undefined;
  return tags[text.toLowerCase()] ?? (text.length === 3 ? undefined : text.toLowerCase());
};
