import { findingLanguage } from '../findings/texts.ts';
import de from './indicators.de.json' with { type: 'json' };
import en from './indicators.en.json' with { type: 'json' };
import fr from './indicators.fr.json' with { type: 'json' };

const words: Readonly<Record<'en' | 'fr' | 'de', Readonly<Record<string, string>>>> = { en, fr, de };

/** What wins the points of an indicator, as something to do. */
export const indicatorWords = (indicator: string, reader: string): string => words[findingLanguage(reader)][indicator] ?? indicator;
