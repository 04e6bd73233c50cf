import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dayWithDistance, duration, formatDay, formatInstant, fromNow, looseDate } from './dates.ts';
import { useNow } from './use-now.ts';

const displayName = (language: string, type: 'region' | 'language', code: string): string => {
  try {
    return new Intl.DisplayNames(language, { type, fallback: 'code' }).of(code) ?? code;
  } catch {
    return code; // `EU-ECDC` is no region: shown as it is
  }
};

/** Everything that turns data into words of the reader's language. */
export const useFormat = () => {
  const { i18n } = useTranslation();
  const language = i18n.language;
  const now = useNow();
  return useMemo(
    () => ({
      language,
      number: (value: number) => new Intl.NumberFormat(language).format(value),
      day: (value: string) => formatDay(value, language),
      instant: (value: string) => formatInstant(value, now, language),
      dueDay: (value: string) => dayWithDistance(value, now, language),
      fromNow: (value: string) => fromNow(value, now, language),
      duration: (seconds: number) => duration(seconds, language),
      loose: (value: string) => looseDate(value, language),
      country: (code: string) => displayName(language, 'region', code),
      languageName: (code: string) => displayName(language, 'language', code),
      list: (items: readonly string[]) => new Intl.ListFormat(language, { type: 'conjunction' }).format(items),
    }),
    [language, now],
  );
};
export type Format = ReturnType<typeof useFormat>;
