/** One finding of a validation, as data; words are made from it per language (catalogue.md §7.2). */
export type FindingSeverity = 'violation' | 'warning' | 'info';

export type Finding = {
  /** Stable: `missing`, `too-many`, `wrong-kind`, `wrong-datatype`, `not-in-list`, `no-heal`, `no-variables`, … */
  readonly code: string;
  readonly severity: FindingSeverity;
  /** Which rule: `R8 NON_PUBLIC`, `AP`, `range`, `vocabulary`, `recommended`, `own`. */
  readonly rule: string;
  /** IRI or blank node label of the node the finding is about. */
  readonly focus: string;
  /** Property path, as CURIE: `dct:provenance`, or nested `dcat:distribution/dcat:accessURL`. */
  readonly path: string;
  /** What was found, shortened; empty when nothing was. */
  readonly found: readonly string[];
  /** What is expected, as data: a class, a datatype, a list name, a count. */
  readonly expected: string;
  /** For `not-in-list`: the nearest codes. */
  readonly suggestions?: readonly string[];
  /** Points of the quality score this would win (catalogue.md §7.3). */
  readonly points?: number;
};
