import type { Description } from '../rdf/description.ts';

/** What a mapping has to say about one record beside its statements. `refused`: the record is not taken (catalogue.md §6.8 codes);
 *  `warning`: it is taken, and this was not understood or was changed. */
export type RecordProblem = {
  readonly code: string;
  readonly severity: 'refused' | 'warning';
  /** IRI of the dataset, or what the source calls the record. */
  readonly record?: string;
  /** The field in the source's own words: `publisher`, `Collections.csv website`, `Dataset!G12`. */
  readonly field?: string;
  /** Shortened to 200 characters. */
  readonly value?: string;
  readonly line?: number;
  readonly detail: string;
};

/** Every mapping of a foreign format gives this: descriptions in DCAT vocabulary, and what could not be said. */
export type Mapped = { readonly descriptions: readonly Description[]; readonly problems: readonly RecordProblem[] };

export const shortened = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
};

export const mappingWarning = (record: string, field: string, value: unknown, detail: string): RecordProblem => ({
  code: 'mapping-failed', severity: 'warning', record, field, value: shortened(value), detail,
});
