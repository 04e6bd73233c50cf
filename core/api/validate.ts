import { z } from 'zod';

/** Shapes of `POST /api/v1/validate` (catalogue.md §5.1, §7). */
const finding = z.object({
  code: z.string(),
  severity: z.enum(['violation', 'warning', 'info']),
  rule: z.string(),
  focus: z.string(),
  path: z.string(),
  found: z.array(z.string()),
  expected: z.string(),
  suggestions: z.array(z.string()).optional(),
  points: z.number().optional(),
});

export const toldFinding = finding.extend({
  /** In the reader's language: what was found, why it matters, what to do. */
  what: z.string(),
  why: z.string(),
  mend: z.string(),
  example: z.string().optional(),
  turtle: z.string().optional(),
});
export type ToldFindingView = z.infer<typeof toldFinding>;

const share = z.object({ points: z.number(), of: z.number() });

export const datasetReport = z.object({
  iri: z.string(),
  title: z.string().optional(),
  accessLevel: z.enum(['PUBLIC', 'RESTRICTED', 'NON_PUBLIC']).optional(),
  /** No violation: it may be published. */
  valid: z.boolean(),
  violations: z.int(),
  warnings: z.int(),
  findings: z.array(toldFinding),
  score: z.object({
    total: z.int(),
    band: z.enum(['excellent', 'good', 'sufficient', 'poor']),
    dimensions: z.record(z.string(), share),
    open: z.array(z.object({ indicator: z.string(), points: z.number(), paths: z.array(z.string()) })),
    rules: z.string(),
  }),
  /** What normalisation rewrote, when it was asked for. */
  changes: z.array(z.object({ step: z.string(), focus: z.string(), path: z.string(), from: z.string(), to: z.string(), sure: z.string() })),
  /** Why this record was refused as a whole (catalogue.md §6.8), when it was. */
  refused: z.object({ code: z.string(), detail: z.string() }).optional(),
});
export type DatasetReport = z.infer<typeof datasetReport>;

export const documentReport = z.object({
  valid: z.boolean(),
  datasets: z.array(datasetReport),
  /** About the document itself: it describes no dataset. */
  findings: z.array(toldFinding),
  /** Datasets of the document that were left out, because of their number or of the time; `valid` is then false. */
  notChecked: z.object({ reason: z.enum(['limit', 'time']), iris: z.array(z.string()), detail: z.string() }).optional(),
  statements: z.int(),
  language: z.string(),
});
export type NotChecked = NonNullable<z.infer<typeof documentReport>['notChecked']>;
export type DocumentReport = z.infer<typeof documentReport>;
