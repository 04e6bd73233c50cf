import { z } from 'zod';

/** Shapes of the application API: what the portal, the desk and `--check` read and write (applications.md §2, §3). */
export const legStatuses = [
  'DRAFT', 'ROUTING', 'NOT_VALIDATED', 'SUBMITTED', 'PRE_SCREENING', 'PROCESSING', 'AWAITING_ADDITIONAL_INFORMATION', 'DECISION_ISSUED', 'WITHDRAWN',
] as const;
export type LegStatus = (typeof legStatuses)[number];

export const decisionStatuses = [
  'POSITIVE_DECISION_ISSUED', 'NEGATIVE_DECISION_ISSUED', 'POSITIVE_DECISION_ACCEPTED', 'POSITIVE_DECISION_REJECTED', 'NEGATIVE_DECISION_ACCEPTED',
  'NEGATIVE_DECISION_APPEALED', 'APPEAL_APPROVED', 'APPEAL_REJECTED',
] as const;
export type DecisionStatus = (typeof decisionStatuses)[number];

/** One running statutory or internal period (applications.md §3). `dueAt` is UTC; `dueDate` is local to `timeZone`. */
export const clockView = z.object({
  id: z.string(),
  startedAt: z.string(),
  dueAt: z.string().optional(),
  dueDate: z.string().optional(),
  timeZone: z.string(),
  state: z.enum(['running', 'void', 'ended']),
  law: z.string().optional(),
  overdue: z.boolean(),
});
export type ClockView = z.infer<typeof clockView>;

/** Delivery of what this node sends for a leg, in the applicant's terms; ids and times only. */
export const deliveryView = z.object({
  state: z.enum(['none', 'waiting', 'in-flight', 'delivered', 'undelivered']),
  /** When the partner's signed receipt says it was stored. */
  deliveredAt: z.string().optional(),
  attempts: z.array(z.object({ at: z.string(), outcome: z.string(), durationMs: z.number(), detail: z.string().optional() })),
  nextAttemptAt: z.string().optional(),
  /** Why it waits, in a stable word: `unreachable`, `throttled`, `maintenance`, `paused`, `dead-letter`, … */
  reason: z.string().optional(),
});
export type DeliveryView = z.infer<typeof deliveryView>;

export const chosenDataset = z.object({ id: z.string(), iri: z.string(), node: z.string(), title: z.record(z.string(), z.string()), version: z.string().optional() });

export const legView = z.object({
  id: z.string(),
  application: z.string(),
  node: z.string(),
  country: z.string(),
  /** As this node knows it; `unknown` codes of newer partners are passed through as text. */
  status: z.string(),
  reason: z.string().optional(),
  decisionStatus: z.string().optional(),
  /** When the status was last heard of. */
  asOf: z.string(),
  stale: z.boolean(),
  version: z.int(),
  datasets: z.array(chosenDataset),
  delivery: deliveryView,
  clocks: z.array(clockView),
  nextActor: z.enum(['nobody', 'applicant', 'hdab', 'operator', 'holder', 'appeal-body']),
  nextDue: z.string().optional(),
  history: z.array(z.object({ at: z.string(), status: z.string(), by: z.string(), note: z.string().optional() })),
  /** What may be done now by the caller: `withdraw`, `open`, `complete`, `decide-positive`, … */
  allowed: z.array(z.string()),
  decision: z.object({ outcome: z.enum(['positive', 'negative']), justification: z.string().optional(), issuedAt: z.string(), decisionId: z.string() }).optional(),
  findings: z.array(z.object({ code: z.string(), linkId: z.string().optional(), message: z.string() })).optional(),
  /** The applicant asked to withdraw; the deciding body has not confirmed yet. */
  withdrawalRequestedAt: z.string().optional(),
  /** The open question of the deciding body: what to answer, by linkId. */
  request: z
    .object({
      id: z.string(),
      kind: z.enum(['completeness', 'clarification']),
      askedAt: z.string(),
      questions: z.array(z.object({ linkId: z.string(), comment: z.string() })),
    })
    .optional(),
});
export type LegView = z.infer<typeof legView>;

export const headlines = [
  'DRAFT', 'CLOSED_WITHDRAWN', 'CLOSED_ALL_REFUSED', 'CLOSED_ALL_GRANTED', 'CLOSED_MIXED', 'ACTION_NEEDED', 'DELIVERY_PROBLEM', 'PARTLY_DECIDED', 'BEING_DELIVERED', 'IN_PROGRESS',
] as const;

export const combinedStatus = z.object({
  headline: z.enum(headlines),
  counts: z.record(z.string(), z.int()),
  waitingOn: z.array(z.object({ leg: z.string(), actor: z.string(), due: z.string().optional() })),
  nextDue: z.string().optional(),
  flags: z.array(z.string()),
  /** One sentence by language, built from the counts. */
  sentence: z.record(z.string(), z.string()).optional(),
});
export type CombinedStatus = z.infer<typeof combinedStatus>;

/** Answers of the common application form: linkId → value; section 6 per country (applications.md §1.3). */
export const answersShape = z.object({
  values: z.record(z.string(), z.unknown()),
  perCountry: z.record(z.string(), z.record(z.string(), z.unknown())),
});
export type Answers = z.infer<typeof answersShape>;

export const applicationView = z.object({
  id: z.string(),
  type: z.enum(['access', 'request']),
  title: z.string(),
  formVersion: z.string(),
  language: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  submittedAt: z.string().optional(),
  version: z.int(),
  /** Counts every save of a draft; send it back with the next one, so that a second tab is told. */
  revision: z.int().optional(),
  datasets: z.array(chosenDataset),
  answers: answersShape,
  /** What is missing or wrong, by linkId (and country for section 6). */
  problems: z.array(z.object({ linkId: z.string(), country: z.string().optional(), code: z.string(), message: z.string(), severity: z.enum(['error', 'warning']) })),
  combined: combinedStatus,
  legs: z.array(legView),
});
export type ApplicationView = z.infer<typeof applicationView>;

export const createApplication = z.object({
  type: z.enum(['access', 'request']).default('access'),
  language: z.string().min(2).max(5),
  /** Dataset ids as this node's search gave them. */
  datasets: z.array(z.string()).min(1).max(200),
});
export const updateApplication = z.object({
  datasets: z.array(z.string()).min(1).max(200).optional(),
  answers: answersShape.optional(),
  language: z.string().optional(),
  /** The `revision` this edit began from; another one there meanwhile is answered 409 `draft-changed`. Also as `If-Match`. */
  revision: z.int().optional(),
});

/** Own applications, newest first, without answers. */
export const applicationSummary = z.object({
  id: z.string(),
  type: z.enum(['access', 'request']),
  title: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  submittedAt: z.string().optional(),
  countries: z.array(z.string()),
  combined: combinedStatus,
});
export type ApplicationSummary = z.infer<typeof applicationSummary>;
export const applicationList = z.object({ applications: z.array(applicationSummary) });

/** Answer to an open question of one country: the fields that were marked, with their new values. */
export const legAnswer = z.object({ request: z.string(), values: z.record(z.string(), z.unknown()) });
/** `accept` or `decline` a positive decision, `accept-refusal` a negative one. */
export const decisionResponse = z.object({ decisionId: z.string(), answer: z.enum(['accept', 'decline', 'accept-refusal']) });

/** One question of the form, as the portal draws it; labels come by language. */
export const formField = z.object({
  linkId: z.string(),
  section: z.int(),
  type: z.enum(['string', 'text', 'boolean', 'date', 'integer', 'url', 'email', 'phone', 'choice', 'choices', 'file', 'auto', 'group']),
  perCountry: z.boolean(),
  required: z.boolean(),
  label: z.record(z.string(), z.string()),
  help: z.record(z.string(), z.string()).optional(),
  options: z.array(z.object({ key: z.string(), label: z.record(z.string(), z.string()) })).optional(),
  /** Shown only when every condition holds. */
  enableWhen: z.array(z.object({ linkId: z.string(), equals: z.union([z.string(), z.boolean()]) })).optional(),
  /** `any`: one condition is enough; absent: all. An unanswered yes/no box counts as false. `isEnabled` of core/applications/form decides. */
  enableBehavior: z.enum(['all', 'any']).optional(),
  maxLength: z.int().optional(),
  min: z.int().optional(),
  max: z.int().optional(),
  /** A box that must be ticked. */
  mustBeTrue: z.boolean().optional(),
  /** Shown in the public register. */
  public: z.boolean().optional(),
});
export type FormField = z.infer<typeof formField>;
export const formShape = z.object({ url: z.string(), version: z.string(), type: z.enum(['access', 'request']), sections: z.array(z.object({ number: z.int(), title: z.record(z.string(), z.string()) })), fields: z.array(formField) });
export type FormDefinition = z.infer<typeof formShape>;

/** Desk: one row of the officers' inbox. */
export const deskRow = z.object({
  leg: z.string(),
  application: z.string(),
  title: z.string(),
  from: z.string(),
  receivedAt: z.string(),
  status: z.string(),
  decisionStatus: z.string().optional(),
  due: z.string().optional(),
  overdue: z.boolean(),
  assignee: z.string().optional(),
  countries: z.array(z.string()),
});
export const deskList = z.object({ rows: z.array(deskRow), counts: z.object({ new: z.int(), due: z.int(), overdue: z.int(), answered: z.int(), mine: z.int() }) });
export type DeskList = z.infer<typeof deskList>;

/** Desk: an action on a leg. `open`, `complete` (to PROCESSING), `ask`, `propose`, `decide`, `close-no-answer`, `assign`, `note`. */
export const legAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('open') }),
  z.object({ action: z.literal('assign'), person: z.string().optional() }),
  z.object({ action: z.literal('complete'), note: z.string().max(10_000).optional() }),
  z.object({ action: z.literal('ask'), kind: z.enum(['completeness', 'clarification']), questions: z.array(z.object({ linkId: z.string(), comment: z.string().min(1).max(10_000) })).min(1) }),
  z.object({ action: z.literal('propose'), outcome: z.enum(['positive', 'negative']), justification: z.string().min(1).max(10_000) }),
  z.object({ action: z.literal('decide'), outcome: z.enum(['positive', 'negative']), justification: z.string().max(10_000).optional() }),
  z.object({ action: z.literal('note'), text: z.string().min(1).max(10_000) }),
  z.object({ action: z.literal('extend'), reason: z.string().min(1).max(10_000) }),
  z.object({ action: z.literal('close-unanswered'), justification: z.string().min(1).max(10_000) }),
  z.object({ action: z.literal('lapse') }),
  /** Puts the decision and its reasons into the public register. */
  z.object({ action: z.literal('publish') }),
]);
export type LegAction = z.infer<typeof legAction>;

/** Desk: one leg as its officers see it. */
export const deskLeg = z.object({
  leg: z.string(),
  application: z.string(),
  node: z.string(),
  /** Home node of the application. */
  from: z.string(),
  type: z.enum(['access', 'request']),
  track: z.enum(['normal', 'accelerated']),
  title: z.string(),
  language: z.string(),
  formVersion: z.string(),
  version: z.int(),
  receivedAt: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  decisionStatus: z.string().optional(),
  assignee: z.string().optional(),
  datasets: z.array(chosenDataset),
  allDatasets: z.array(chosenDataset),
  countries: z.array(z.string()),
  /** Only the fields this caller may see (applications.md §7). */
  answers: answersShape,
  findings: z.array(z.object({ code: z.string(), linkId: z.string().optional(), message: z.string() })),
  clocks: z.array(clockView),
  due: z.string().optional(),
  overdue: z.boolean(),
  history: z.array(z.object({ at: z.string(), status: z.string(), by: z.string(), note: z.string().optional() })),
  notes: z.array(z.object({ at: z.string(), by: z.string(), text: z.string() })),
  proposal: z.object({ outcome: z.enum(['positive', 'negative']), justification: z.string(), by: z.string(), at: z.string(), own: z.boolean() }).optional(),
  request: z.object({ id: z.string(), kind: z.enum(['completeness', 'clarification']), askedAt: z.string(), questions: z.array(z.object({ linkId: z.string(), comment: z.string() })) }).optional(),
  decision: z.object({ outcome: z.enum(['positive', 'negative']), justification: z.string().optional(), issuedAt: z.string(), decisionId: z.string() }).optional(),
  /** What the other countries of the same application last said. */
  peers: z.array(z.object({ node: z.string(), status: z.string(), decisionStatus: z.string().optional(), asOf: z.string() })),
  allowed: z.array(z.string()),
});
export type DeskLeg = z.infer<typeof deskLeg>;
