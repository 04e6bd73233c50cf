/** Text in several languages: BCP 47 tag → text. The key `und` is text whose language nobody stated. */
export type LangText = Readonly<Record<string, string>>;

/** The reader's language, else English, else the first there is; with the tag that was found. */
export const textIn = (text: LangText, language: string): { text: string; lang: string } | undefined => {
  for (const lang of [language, language.split('-')[0] ?? '', 'en', ...Object.keys(text)]) {
    const found = text[lang];
    if (found !== undefined) return { text: found, lang };
  }
  return undefined;
};

/** The 24 official languages of the Union (applications.md §1.6). */
export const euLanguages = [
  'bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'ga', 'hr', 'hu', 'it', 'lt', 'lv', 'mt', 'nl', 'pl', 'pt', 'ro', 'sk', 'sl', 'sv',
] as const;
