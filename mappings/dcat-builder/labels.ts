import { vocabularyNamed } from '../vocabularies/index.ts';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\(the\)/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

const tables = new Map<string, Map<string, string>>();
const tableOf = (list: string): Map<string, string> => {
  const known = tables.get(list);
  if (known !== undefined) return known;
  const made = new Map<string, string>();
  for (const concept of vocabularyNamed(list)?.concepts ?? []) {
    for (const name of [concept.code, concept.alpha2, concept.iso1, ...Object.values(concept.labels)]) if (name !== undefined && !made.has(plain(name))) made.set(plain(name), concept.iri);
  }
  tables.set(list, made);
  return made;
};

/** IRI of the concept of a list whose code or label, in any language, is exactly this (case and accents aside). Nothing is guessed. */
export const conceptNamed = (list: string, name: string): string | undefined => tableOf(list).get(plain(name));

/** What statistics offices call a country → what the EU table calls it. */
const otherNames: Readonly<Record<string, string>> = { 'united kingdom of great britain and northern ireland': 'GBR', 'united states of america': 'USA', 'russian federation': 'RUS', 'czech republic': 'CZE' };

export const countryNamed = (name: string): string | undefined => conceptNamed('country', otherNames[plain(name)] ?? name);
