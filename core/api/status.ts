import { z } from 'zod';

/** The status document (portal.md §4.1): signed JSON that each node serves to partners on `GET /status`. Holds no application content and no person. */
export const linkStatus = z.object({
  partner: z.string(),
  state: z.enum(['open', 'held', 'paused', 'half-open', 'maintenance']),
  why: z.string().optional(),
  lastGoodOut: z.string().optional(),
  lastGoodIn: z.string().optional(),
  waiting: z.int(),
  oldestWaitingSeconds: z.number().optional(),
  inFlight: z.int(),
  dead: z.int(),
  p50Ms: z.number().optional(),
  p99Ms: z.number().optional(),
  failuresLastHour: z.int(),
  clockDifferenceMs: z.number().optional(),
});
export type LinkStatus = z.infer<typeof linkStatus>;

export const statusDocument = z.object({
  node: z.object({
    id: z.string(),
    version: z.string(),
    protocolVersions: z.array(z.string()),
    started: z.string(),
    now: z.string(),
    maintenance: z.object({ from: z.string().optional(), to: z.string().optional(), note: z.string().optional() }).optional(),
    incidents: z.array(z.object({ since: z.string(), title: z.string(), text: z.string() })),
  }),
  certificates: z.object({ tlsDaysLeft: z.number().optional(), signingDaysLeft: z.number().optional(), encryptionDaysLeft: z.number().optional(), directoryVersion: z.int().optional() }),
  catalogue: z.object({
    records: z.int(),
    violations: z.int(),
    medianScore: z.number().optional(),
    oldestCheck: z.string().optional(),
    lastChange: z.string().optional(),
    sources: z.array(z.object({ id: z.string(), lastComplete: z.string().optional(), read: z.int(), refused: z.int(), state: z.enum(['fresh', 'stale', 'broken', 'held', 'never']) })),
  }),
  links: z.array(linkStatus),
  applications: z.object({
    openByStatus: z.record(z.string(), z.int()),
    openByAge: z.array(z.object({ band: z.enum(['0-7', '8-30', '31-90', '91+']), open: z.int() })),
    dueIn14Days: z.int(),
    overdue: z.int(),
    decidedLast90Days: z.int(),
    medianDaysToDecision: z.number().optional(),
    p90DaysToDecision: z.number().optional(),
  }),
  capacity: z.object({ database: z.boolean(), queue: z.boolean(), diskFreePercent: z.number().optional(), eventLoopDelayP99Ms: z.number().optional() }),
});
export type StatusDocument = z.infer<typeof statusDocument>;

export const conclusions = ['well', 'degraded', 'unreachable', 'contradicted', 'maintenance', 'unknown'] as const;
export type Conclusion = (typeof conclusions)[number];

/** What the coordinator concludes about one node (portal.md §4.2), with the reasons in stable codes and since when. */
export const nodeConclusion = z.object({
  node: z.string(),
  name: z.record(z.string(), z.string()),
  country: z.string(),
  conclusion: z.enum(conclusions),
  reasons: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })),
  since: z.string(),
  lastHeard: z.string().optional(),
  document: statusDocument.optional(),
});

export const consortiumStatus = z.object({ at: z.string(), coordinator: z.string(), nodes: z.array(nodeConclusion) });
export type ConsortiumStatus = z.infer<typeof consortiumStatus>;
