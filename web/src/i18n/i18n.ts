import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** Languages the portal itself is complete in; vocabulary labels come in all 24 from the server. */
export const portalLanguages = ['en', 'fr', 'de'] as const;
export type PortalLanguage = (typeof portalLanguages)[number];

const loaders: Record<PortalLanguage, () => Promise<{ default: Record<string, unknown> }>> = {
  en: () => import('./en/index.ts'),
  fr: () => import('./fr/index.ts'),
  de: () => import('./de/index.ts'),
};

const storageKey = 'ehds.language';
const isPortalLanguage = (text: string | null | undefined): text is PortalLanguage => portalLanguages.some((known) => known === text);

const remembered = (): string | null => {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null; // storage may be switched off; the browser's languages still tell
  }
};

/** The reader's choice, else the first language of the browser that we have, else English. */
export const firstLanguage = (): PortalLanguage => [remembered(), ...navigator.languages.map((tag) => tag.slice(0, 2))].find(isPortalLanguage) ?? 'en';

const load = async (language: PortalLanguage): Promise<void> => {
  if (!i18next.hasResourceBundle(language, 'portal')) i18next.addResourceBundle(language, 'portal', (await loaders[language]()).default);
  document.documentElement.lang = language;
};

export const startLanguage = async (): Promise<void> => {
  const language = firstLanguage();
  await i18next.use(initReactI18next).init({ lng: language, fallbackLng: false, defaultNS: 'portal', ns: ['portal'], resources: {}, interpolation: { escapeValue: false } });
  await load(language);
};

export const switchLanguage = async (language: PortalLanguage): Promise<void> => {
  await load(language);
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // the choice then lasts for this page only
  }
  await i18next.changeLanguage(language);
};
