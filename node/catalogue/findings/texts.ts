import fieldsDe from './texts/fields.de.json' with { type: 'json' };
import fieldsEn from './texts/fields.en.json' with { type: 'json' };
import fieldsFr from './texts/fields.fr.json' with { type: 'json' };
import phrasesDe from './texts/phrases.de.json' with { type: 'json' };
import phrasesEn from './texts/phrases.en.json' with { type: 'json' };
import phrasesFr from './texts/phrases.fr.json' with { type: 'json' };

/** Languages findings are told in; anything else is told in English. */
export type FindingLanguage = 'en' | 'fr' | 'de';

/** What a field is called, why it is asked for, and an example in the form's own terms and in Turtle. */
export type FieldText = { readonly label: string; readonly why?: string; readonly example?: string; readonly turtle?: string };

type Words = Readonly<Record<string, string>>;
export type Phrases = {
  readonly findings: Readonly<Record<string, { readonly what: string; readonly mend: string }>>;
  readonly kinds: Words;
  readonly sentences: Words;
  readonly lists: Words;
  readonly classes: Words;
};

const fields: Readonly<Record<FindingLanguage, Readonly<Record<string, FieldText>>>> = { en: fieldsEn, fr: fieldsFr, de: fieldsDe };
const phrases: Readonly<Record<FindingLanguage, Phrases>> = { en: phrasesEn, fr: phrasesFr, de: phrasesDe };

export const findingLanguage = (reader: string): FindingLanguage => {
  const language = reader.split('-')[0] ?? '';
  return language === 'fr' || language === 'de' ? language : 'en';
};

export const phrasesIn = (language: FindingLanguage): Phrases => phrases[language];

/** Field of a CURIE; a property without a text is called by its own name. */
export const fieldIn = (language: FindingLanguage, curie: string): FieldText =>
  fields[language][curie] ?? { label: (curie.split(/[:/#]/).at(-1) ?? curie).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase() };

export const hasField = (key: string): boolean => fields.en[key] !== undefined;

/** Label of a property for screens: `Provenance`, `Herkunft`. */
export const fieldLabel = (curie: string, reader: string): string => fieldIn(findingLanguage(reader), curie).label;
