import type { Answers } from '../../core/api/applications.ts';
import type { Instant } from '../../core/clock.ts';
import type { ApplicationType, ChosenDataset, ClockSnapshot, DecisionCard, InfoRequest } from '../../core/applications/messages.ts';
import type { LegState } from '../../core/applications/transitions.ts';
import type { DecisionStatus, LegStatus } from '../../core/api/applications.ts';
import type { ApplicationId, NodeId } from '../../core/ids.ts';

/** An application at its home node. `revision` counts saves of the draft, `version` submissions (0: never). */
export type Application = {
  readonly id: ApplicationId;
  readonly type: ApplicationType;
  readonly formVersion: string;
  readonly language: string;
  readonly title: string;
  readonly applicant: string;
  readonly answers: Answers;
  readonly datasets: readonly DatasetChoice[];
  readonly revision: number;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly submittedAt: Instant | undefined;
};

export type DatasetChoice = ChosenDataset & { readonly country: string };
export type LegFinding = { readonly code: string; readonly linkId?: string; readonly message: string };

/** A leg as its home node last heard of it; the deciding node alone moves it once it has it (applications.md §2.2). */
export type HomeLeg = {
  readonly application: ApplicationId;
  readonly node: NodeId;
  readonly country: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly decisionStatus: string | undefined;
  readonly version: number;
  readonly asOf: Instant;
  readonly inSeq: number;
  readonly clocks: readonly ClockSnapshot[];
  readonly request: InfoRequest | undefined;
  readonly decision: DecisionCard | undefined;
  readonly findings: readonly LegFinding[];
  readonly withdrawalRequestedAt: Instant | undefined;
  /** Receipt of the last submission by the deciding node. */
  readonly storedAt: Instant | undefined;
};

export type Proposal = { readonly outcome: 'positive' | 'negative'; readonly justification: string; readonly by: string; readonly byName: string; readonly at: Instant };

/** A leg this node decides. */
export type ReceivedLeg = {
  readonly application: ApplicationId;
  readonly home: NodeId;
  readonly type: ApplicationType;
  readonly track: 'normal' | 'accelerated';
  readonly status: LegStatus;
  readonly phase: 'PRE_SCREENING' | 'PROCESSING' | undefined;
  readonly reason: string | undefined;
  readonly decisionStatus: DecisionStatus | undefined;
  readonly version: number;
  readonly form: string;
  readonly formVersion: string;
  readonly language: string;
  readonly title: string;
  readonly answers: Answers;
  /** Of the whole application. */
  readonly datasets: readonly ChosenDataset[];
  readonly contentHash: string;
  readonly receivedAt: Instant;
  readonly asOf: Instant;
  readonly inSeq: number;
  readonly assignee: string | undefined;
  readonly assigneeName: string | undefined;
  readonly proposal: Proposal | undefined;
  readonly request: InfoRequest | undefined;
  readonly answered: boolean;
  readonly decision: DecisionCard | undefined;
  readonly decidedAt: Instant | undefined;
  /** When a person published the decision in the register. */
  readonly decisionPublishedAt: Instant | undefined;
  readonly findings: readonly LegFinding[];
};

export const stateOf = (leg: ReceivedLeg): LegState => ({ status: leg.status, phase: leg.phase, decisionStatus: leg.decisionStatus });
