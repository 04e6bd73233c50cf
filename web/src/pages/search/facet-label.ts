import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { rangeEnd } from './ranges.ts';

/** Facets whose values are words of this product: yes and no, bands, states. The values of the others come with their label. */
const ownWords = new Set(['trustedHolder', 'structuredData', 'hasVariables', 'hasSample', 'valid', 'quality', 'freshness', 'kind']);

/** How a facet's value is called in the reader's language. */
export const useValueLabel = () => {
  const { t } = useTranslation();
  const { country, languageName } = useFormat();
  return (facet: string, value: string, label = value): string => {
    if (value === 'not-stated') return t('facetValue.not-stated');
    if (facet === 'node' || facet === 'country') return country(value);
    if (facet === 'accessLevel') return t(`access.${value}`, { defaultValue: label });
    if (facet === 'descriptionLanguage') return languageName(value);
    return ownWords.has(facet) ? t(`facetValue.${value}`, { defaultValue: label }) : label;
  };
};

/** How a chosen filter is called: a value alone where it says what it is, else with the name of its facet or range. */
export const useFilterLabel = () => {
  const { t } = useTranslation();
  const valueLabel = useValueLabel();
  return (key: string, value: string, label?: string): string => {
    const end = rangeEnd(key);
    if (end !== undefined) return `${t(`range.${end.range.key}`)}: ${t(`range.${end.end}`).toLowerCase()} ${value}`;
    if (key === 'orUnknown') return `${t(`range.${value}`, { defaultValue: value })}: ${t('range.unknownToo')}`;
    const text = valueLabel(key, value, label);
    const saysItAll = value !== 'not-stated' && (label !== undefined || key === 'node' || key === 'country' || key === 'accessLevel') && !ownWords.has(key);
    return saysItAll ? text : `${t(`facet.${key}`, { defaultValue: key })}: ${text}`;
  };
};
