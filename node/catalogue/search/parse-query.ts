export type QueryPart =
  | { readonly kind: 'word'; readonly text: string; readonly prefix: boolean; readonly not: boolean; readonly field: QueryField | undefined }
  | { readonly kind: 'phrase'; readonly text: string; readonly not: boolean };

export const queryFields = ['title', 'holder', 'variable', 'code'] as const;
export type QueryField = (typeof queryFields)[number];

// 20 words are more than anybody reads; the rest of a pasted page would only cost time
const maxParts = 20;
const maxLength = 500;
const pattern = /(-)?"([^"]*)"|(\S+)/g;

const wordOf = (raw: string): QueryPart | undefined => {
  const not = raw.startsWith('-') && raw.length > 1;
  const field = queryFields.find((name) => raw.slice(not ? 1 : 0).toLowerCase().startsWith(`${name}:`));
  const rest = raw.slice((not ? 1 : 0) + (field === undefined ? 0 : field.length + 1)).replaceAll('"', '');
  const text = rest.replace(/\*+$/, '').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return text === '' ? undefined : { kind: 'word', text, prefix: rest.endsWith('*'), not, field };
};

/** What the reader typed, as parts (catalogue.md §8): words, "phrase", -word, title:, holder:, variable:, code:. Nothing else is syntax, and no input is an error. */
export const parseQuery = (typed: string): readonly QueryPart[] => {
  const parts: QueryPart[] = [];
  for (const found of typed.normalize('NFC').replaceAll('\u0000', '').slice(0, maxLength).matchAll(pattern)) {
    const [, minus, phrase, word] = found;
    if (phrase !== undefined && phrase.trim() !== '') parts.push({ kind: 'phrase', text: phrase.trim(), not: minus !== undefined });
    const part = word === undefined ? undefined : wordOf(word);
    if (part !== undefined) parts.push(part);
    if (parts.length >= maxParts) break;
  }
  return parts;
};

/** Letters alone, without accents and case, for comparing words across spellings. */
const ascii = /^[\u0000-\u007f]*$/;
export const isAscii = (text: string): boolean => ascii.test(text);
export const fold = (text: string): string => (isAscii(text) ? text.toLowerCase() : text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replaceAll('ß', 'ss').toLowerCase());
/** A code such as `E11` or `U07.1`: matched by prefix against code values. */
export const looksLikeCode = (text: string): boolean => /^(?=.*\d)[A-Za-z]{0,3}\d{1,3}[A-Za-z0-9]*(\.[A-Za-z0-9]{1,4})?$/.test(text);
