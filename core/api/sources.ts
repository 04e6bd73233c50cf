import { z } from 'zod';

/** What a national catalogue is read from (catalogue.md §3.1). `file`: a local or remote file of any supported form, recognised by its content. */
export const sourceKinds = ['file', 'dcat', 'fdp', 'ckan', 'fhir', 'zenodo', 'nfdi4health', 'molgenis', 'xlsx', 'ldes'] as const;
export type SourceKind = (typeof sourceKinds)[number];

const sourceLimits = z
  .object({
    maxBytes: z.int().positive(),
    pages: z.int().positive(),
    records: z.int().positive(),
    runMs: z.int().positive(),
    firstByteMs: z.int().positive(),
    idleMs: z.int().positive(),
    pageMs: z.int().positive(),
    atOnce: z.int().positive().max(16),
    perSecond: z.number().positive().max(100),
    tries: z.int().positive().max(10),
    retryBaseMs: z.int().positive(),
  })
  .partial();

const agentDefault = z.strictObject({ iri: z.url(), name: z.string().min(1), lang: z.string().optional(), email: z.email().optional(), page: z.url().optional() });
const defaultsShape = z.strictObject({
  accessLevel: z.enum(['PUBLIC', 'RESTRICTED', 'NON_PUBLIC']).optional(),
  legislation: z.array(z.url()).optional(),
  /** Adds the theme HEAL. */
  themeHealth: z.boolean().optional(),
  hdab: agentDefault.optional(),
  publisher: agentDefault.optional(),
});

/** One source, as the operator writes it in SOURCES_FILE or sends it to the API. */
export const sourceShape = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use small letters, digits and hyphens'),
    kind: z.enum(sourceKinds),
    /** http(s) address. */
    address: z.url({ protocol: /^https?$/ }).optional(),
    /** File or folder on the node's own disk: only from SOURCES_FILE, never through the API. */
    path: z.string().min(1).optional(),
    name: z.record(z.string(), z.string()).optional(),
    /** The data holder or body that answers for the source; told when something new is wrong. */
    owner: z.strictObject({ name: z.string().min(1), email: z.email().optional(), iri: z.url().optional() }).optional(),
    everyMs: z.int().min(1000).default(3_600_000),
    /** Everything is read again at least so often, to find what was deleted silently. */
    fullEveryMs: z.int().min(1000).default(7 * 86_400_000),
    enabled: z.boolean().default(true),
    /** Language of plain text fields (BCP 47), for formats that do not say. */
    language: z.string().optional(),
    /** Written where the source says nothing; each is marked as a default in the record (catalogue.md §3.2 step 7). */
    defaults: defaultsShape.default({}),
    /** Further switches of the kind, e.g. `{"doi": "10.5281/…"}` for a `.zenodo.json` file. */
    options: z.record(z.string(), z.unknown()).default({}),
    /** Name of a file beside the node's keys that holds `header-name: value` lines; never the secret itself. */
    credentials: z.string().regex(/^[A-Za-z0-9._-]+$/).optional(),
    limits: sourceLimits.default({}),
    /** Loopback and private addresses may be read: for catalogues inside the house. */
    privateAddresses: z.boolean().default(false),
  })
  .refine((source) => (source.address === undefined) !== (source.path === undefined), { message: 'give either address or path', path: ['address'] });
export type SourceConfig = z.output<typeof sourceShape>;

export const sourceList = z.array(sourceShape);

export const runStates = ['running', 'done', 'done-with-errors', 'held', 'failed'] as const;
export type RunState = (typeof runStates)[number];

export const runCounts = z.object({
  read: z.int(),
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  missing: z.int(),
  withdrawn: z.int(),
  refused: z.int(),
  duplicate: z.int(),
  /** Taken, but kept as draft because of violations. */
  draft: z.int(),
  warnings: z.int(),
});
export type RunCounts = z.infer<typeof runCounts>;

export const runShape = z.object({
  id: z.string(),
  source: z.string(),
  mode: z.enum(['run', 'dry-run']),
  full: z.boolean(),
  trigger: z.string(),
  state: z.enum(runStates),
  /** Every page was read: only then is a record that was not seen missing. */
  complete: z.boolean(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  code: z.string().optional(),
  detail: z.string().optional(),
  counts: runCounts,
  /** What waits for a person: `withdrawals` (the rest was applied) or `all`. */
  holds: z.enum(['withdrawals', 'all']).optional(),
  decision: z.enum(['withdraw', 'keep']).optional(),
  decidedAt: z.string().optional(),
});
export type SourceRun = z.infer<typeof runShape>;

export const runItemShape = z.object({
  seq: z.int(),
  record: z.string(),
  recordId: z.string().optional(),
  title: z.string().optional(),
  outcome: z.string(),
  state: z.string().optional(),
  code: z.string().optional(),
  detail: z.string().optional(),
  field: z.string().optional(),
  value: z.string().optional(),
  line: z.int().optional(),
  violations: z.int().optional(),
  warnings: z.int().optional(),
  /** Properties that differ from the stored version. */
  diff: z.array(z.object({ path: z.string(), before: z.array(z.string()), after: z.array(z.string()) })).optional(),
});
export type RunItem = z.infer<typeof runItemShape>;

export const sourceFreshness = z.enum(['fresh', 'stale', 'broken', 'held', 'never']);

export const sourceView = z.object({
  id: z.string(),
  kind: z.enum(sourceKinds),
  name: z.record(z.string(), z.string()),
  address: z.string(),
  owner: z.string().optional(),
  everyMs: z.int(),
  enabled: z.boolean(),
  state: sourceFreshness,
  lastComplete: z.string().optional(),
  records: z.int(),
  missing: z.int(),
  lastRun: runShape.optional(),
});
export type SourceView = z.infer<typeof sourceView>;

/** Decision over a held run (catalogue.md §6.5). `confirm` must be the number of records that would go. */
export const heldDecision = z.strictObject({ action: z.enum(['withdraw', 'keep', 'run-again']), confirm: z.int().optional() });
export type HeldDecision = z.infer<typeof heldDecision>;
