import type { LangText } from '../../core/languages.ts';

export type Concept = {
  readonly code: string;
  readonly iri: string;
  readonly labels: LangText;
  /** Code of the concept above. */
  readonly broader?: string;
  /** A heading of the list, not a value. */
  readonly group?: boolean;
  /** ISO 3166 alpha-2, of countries. */
  readonly alpha2?: string;
  /** ISO 639-1, of languages. */
  readonly iso1?: string;
  /** File extensions with their dot, of file types. */
  readonly extensions?: readonly string[];
};

/** One controlled list as shipped, with where it came from and when (catalogue.md §2.1). */
export type Vocabulary = {
  readonly list: string;
  readonly scheme: string;
  /** Whole list known: a value that is not in it is wrong. Otherwise it is "not known to this node". */
  readonly complete: boolean;
  readonly version: string;
  readonly source: string;
  readonly date: string;
  readonly concepts: readonly Concept[];
};

type ConceptData = {
  readonly code: string; readonly labels: Readonly<Record<string, string | undefined>>; readonly broader?: string; readonly group?: boolean;
  readonly alpha2?: string; readonly 'iso639-1'?: string; readonly extensions?: readonly string[];
};
export type VocabularyData = Omit<Vocabulary, 'concepts'> & { readonly separator: string; readonly concepts: readonly ConceptData[] };

const conceptOf = (data: ConceptData, start: string): Concept => {
  const { 'iso639-1': iso1, labels, ...rest } = data;
  return { ...rest, iri: start + data.code, labels: labels as LangText, ...(iso1 === undefined ? {} : { iso1 }) };
};

export const vocabularyOf = ({ separator, concepts, ...head }: VocabularyData): Vocabulary => ({
  ...head,
  concepts: concepts.map((concept) => conceptOf(concept, head.scheme + separator)),
});
