import type { Answers } from '../api/applications.ts';
import type { Instant } from '../clock.ts';
import type { ApplicationId, NodeId } from '../ids.ts';

/** Leg messages in the domain's words (applications.md §4.1); mappings/leg-to-fhir and fhir-to-leg translate them. */
export type ApplicationType = 'access' | 'request';

export type ChosenDataset = { readonly id: string; readonly iri: string; readonly node: string; readonly title: Readonly<Record<string, string>>; readonly version?: string | undefined };

/** A clock as it travels: partners show these dates and never recompute them. */
export type ClockSnapshot = {
  readonly clock: string;
  readonly startedAt: Instant;
  readonly dueAt?: Instant | undefined;
  readonly dueDate?: string | undefined;
  readonly timeZone: string;
  readonly state: string;
};

/** The whole state of a leg, in every leg message: not a difference (§2.1). Codes of newer partners stay as they came. */
export type LegSnapshot = {
  readonly application: ApplicationId;
  readonly home: NodeId;
  readonly node: NodeId;
  readonly type: ApplicationType;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly decisionStatus?: string | undefined;
  readonly version: number;
  /** Counts messages per leg and direction. */
  readonly seq: number;
  readonly asOf: Instant;
  readonly clocks: readonly ClockSnapshot[];
};

export type Submission = {
  /** `application-access`; the base address is the home node's and says nothing. */
  readonly form: string;
  readonly formVersion: string;
  readonly language: string;
  readonly title: string;
  readonly answers: Answers;
  /** Datasets of the whole application, so that each node knows who else decides. */
  readonly datasets: readonly ChosenDataset[];
  /** SHA-256 (hex) over the canonical form of everything else here. */
  readonly contentHash: string;
};

export type Question = { readonly linkId: string; readonly comment: string };
export type InfoRequest = { readonly id: string; readonly kind: 'completeness' | 'clarification'; readonly askedAt: Instant; readonly questions: readonly Question[] };
export type InfoResponse = { readonly request: string; readonly changed: readonly string[]; readonly submission: Submission };

/** The decision card, thin: applications.md §6.2. */
export type DecisionCard = {
  readonly decisionId: string;
  readonly applicationId: string;
  readonly legId: string;
  readonly type: ApplicationType;
  readonly outcome: 'positive' | 'negative';
  readonly scope: 'full' | 'partial';
  readonly form: 'data' | 'statistical';
  readonly issuedAt: Instant;
  readonly hdab: string;
  readonly signedBy: { readonly name: string; readonly role: string };
  readonly justification?: string | undefined;
  /** Does the applicant have to accept (K12)? */
  readonly acceptance: boolean;
  readonly redress: { readonly text: string; readonly days?: number | undefined };
};

export type DecisionAnswer = { readonly decisionId: string; readonly answer: 'accept' | 'decline' | 'accept-refusal'; readonly at: Instant };

export type LegMessage =
  | { readonly event: 'leg-submit'; readonly snapshot: LegSnapshot; readonly submission: Submission }
  | { readonly event: 'info-request'; readonly snapshot: LegSnapshot; readonly request: InfoRequest }
  | { readonly event: 'info-response'; readonly snapshot: LegSnapshot; readonly response: InfoResponse }
  | { readonly event: 'leg-message'; readonly snapshot: LegSnapshot; readonly text: string; readonly linkIds: readonly string[] }
  | { readonly event: 'leg-status'; readonly snapshot: LegSnapshot }
  | { readonly event: 'leg-clock'; readonly snapshot: LegSnapshot; readonly why: string }
  | { readonly event: 'leg-withdraw'; readonly snapshot: LegSnapshot; readonly reason: 'by-applicant' | 'fees-declined' }
  | { readonly event: 'decision-issued'; readonly snapshot: LegSnapshot; readonly card: DecisionCard }
  | { readonly event: 'decision-response'; readonly snapshot: LegSnapshot; readonly response: DecisionAnswer }
  | { readonly event: 'peer-decision'; readonly snapshot: LegSnapshot; readonly decision: { readonly decisionId: string; readonly outcome: 'positive' | 'negative'; readonly issuedAt: Instant; readonly hdab: string } };

export type LegMessageEvent = LegMessage['event'];
export type LegMessageOf<Event extends LegMessageEvent> = Extract<LegMessage, { event: Event }>;
