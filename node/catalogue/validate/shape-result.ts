import type { FindingSeverity } from '../../../core/catalogue/finding.ts';

/** One result of a shape, free of the engine's own types. */
export type ShapeResult = {
  /** IRI or `_:label` of the node the shape was held against. */
  readonly focus: string;
  /** IRI of the property; `a|b` for either of two, `^a` for an inverse; empty for the node itself. */
  readonly path: string;
  readonly severity: FindingSeverity;
  /** Local name of the constraint component without "ConstraintComponent": `MinCount`, `Class`, `Node`, `Or`, … */
  readonly component: string;
  readonly shape: string;
  /** The faulty value: IRI, `_:label` or literal with tag or datatype. */
  readonly value?: string;
  /** Results inside a nested shape (sh:node). */
  readonly details: readonly ShapeResult[];
};
