import { z } from 'zod';
import { toldFinding } from './validate.ts';

const band = z.enum(['excellent', 'good', 'sufficient', 'poor']);

/** `GET /api/v1/quality`: how good the descriptions of a holder, a source or the node are, and what to mend first (catalogue.md §7.2 to §7.4). */
export const qualityOverview = z.object({
  records: z.int(), published: z.int(),
  /** Descriptions with at least one violation. */
  faulty: z.int(), violations: z.int(), warnings: z.int(),
  /** Mean, 0 to 100. */
  score: z.int().optional(), band: band.optional(),
  bands: z.object({ excellent: z.int(), good: z.int(), sufficient: z.int(), poor: z.int() }),
  /** What gains most, the first three are the headline. */
  gains: z.array(z.object({ indicator: z.string(), words: z.string(), effort: z.enum(['one-setting', 'value-each', 'writing', 'technical']), records: z.int(), pointsEach: z.number(), points: z.int(), violationsRemoved: z.int(), fixes: z.int() })),
  /** One cause in many records. */
  groups: z.array(z.object({
    code: z.string(), severity: z.enum(['violation', 'warning', 'info']), path: z.string(), records: z.int(), of: z.int(), sample: z.object({ id: z.string(), title: z.string() }),
    what: z.string(), why: z.string(), mend: z.string(), example: z.string().optional(), turtle: z.string().optional(),
  })),
  /** The ones with most to mend first. */
  list: z.array(z.object({ id: z.string(), title: z.string(), state: z.string(), score: z.int().optional(), violations: z.int(), warnings: z.int(), source: z.string().optional() })),
  trend: z.array(z.object({ month: z.string(), records: z.int(), score: z.number().optional(), violations: z.int() })),
  links: z.object({ on: z.boolean(), dead: z.array(z.object({ url: z.string(), record: z.string(), title: z.string(), how: z.string(), checkedAt: z.string() })) }),
});
export type QualityOverview = z.infer<typeof qualityOverview>;

/** `GET /api/v1/datasets/{id}/quality`: one description, also a draft, for its holder and for staff. */
export const recordQuality = z.object({
  id: z.string(), title: z.string(), state: z.string(),
  /** The public sees this version. */
  shown: z.boolean(),
  version: z.string(), at: z.string(), violations: z.int(), warnings: z.int(), score: z.int().optional(), band: band.optional(), rules: z.string().optional(), sourceKind: z.string().optional(),
  dimensions: z.record(z.string(), z.object({ points: z.number(), of: z.number() })),
  open: z.array(z.object({ indicator: z.string(), words: z.string(), points: z.number() })),
  findings: z.array(toldFinding),
  utility: z.record(z.string(), z.object({ state: z.enum(['filled', 'part', 'empty']), present: z.int(), of: z.int() })),
  links: z.object({ on: z.boolean(), checked: z.int(), unchecked: z.int(), checkedAt: z.string().optional() }),
});
export type RecordQuality = z.infer<typeof recordQuality>;

/** Documents that support a quality and utility label (Art. 60(4)), for HDAB staff and the holder. */
export const qualityDocuments = z.object({ documents: z.array(z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.int(), sha256: z.string(), addedAt: z.string() })) });
export type QualityDocuments = z.infer<typeof qualityDocuments>;
