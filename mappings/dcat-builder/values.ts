/** Reading loose JSON: values that may be missing, empty, a string where a list is meant, or a list where one value is meant. */

/** The trimmed text of a string, number or boolean; undefined for anything empty. */
export const given = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
};

/** Always a list: `null` and empty text give none. */
export const listOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value as unknown[];
  return value === undefined || value === null || value === '' ? [] : [value];
};

export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

/** The value when it is an absolute IRI that may stand in RDF. Blanks, quotes and angle brackets never do; a `urn:` or `doi:` does. */
export const absoluteIri = (value: unknown): string | undefined => {
  const text = given(value);
  if (text === undefined || !/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(text)) return undefined;
  return /^[A-Za-z]:/.test(text) ? undefined : text;
};

export const httpIri = (value: unknown): string | undefined => {
  const iri = absoluteIri(value);
  return iri !== undefined && /^https?:\/\/[^/]/i.test(iri) ? iri : undefined;
};

/** Entries of a `{ language: text }` map, or of `{ language: [texts] }`. */
export const translations = (value: unknown): readonly (readonly [string, string])[] =>
  Object.entries(fieldsOf(value) ?? {}).flatMap(([language, texts]) =>
    listOf(texts).flatMap((text) => {
      const found = given(text);
      return found === undefined ? [] : [[language, found] as const];
    }),
  );
