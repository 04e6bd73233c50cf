import { z } from 'zod';

/** Shapes of the holders' door (catalogue.md §5.1). */
export const savedDataset = z.object({
  id: z.string(),
  iri: z.string(),
  state: z.string(),
  /** Description version; send it back as If-Match. */
  version: z.string(),
  findings: z.array(z.looseObject({ code: z.string(), severity: z.enum(['violation', 'warning', 'info']), path: z.string(), message: z.string() })),
});
export type SavedDataset = z.infer<typeof savedDataset>;

export const holderDataset = z.object({
  id: z.string(),
  iri: z.string(),
  title: z.string(),
  state: z.enum(['draft', 'in-review', 'published', 'missing', 'withdrawn']),
  version: z.string(),
  /** How many versions there are. */
  versions: z.int(),
  violations: z.int(),
  warnings: z.int(),
  score: z.number().optional(),
  changedAt: z.string(),
  publishedAt: z.string().optional(),
  /** Last time somebody vouched for the description (Art. 60(3)). */
  checkedAt: z.string(),
  checkDue: z.string(),
  check: z.enum(['fresh', 'due', 'overdue']),
  source: z.string().optional(),
});
export type HolderDataset = z.infer<typeof holderDataset>;

export const datasetVersion = z.object({ number: z.int(), version: z.string(), at: z.string(), by: z.enum(['source', 'partner', 'holder']), violations: z.int(), warnings: z.int(), score: z.number().optional() });
export const propertyDifference = z.object({ path: z.string(), before: z.array(z.string()), after: z.array(z.string()) });

/** Designation of a trusted health data holder (Art. 72(2)). */
export const trustDecision = z.strictObject({ iri: z.url(), name: z.string().min(1).max(300), trusted: z.boolean(), reason: z.string().min(1).max(2000) });
export type TrustDecisionInput = z.infer<typeof trustDecision>;
