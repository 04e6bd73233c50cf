import type { DecisionStatus, LegStatus } from '../api/applications.ts';
import type { LegActor, LegEvent } from './leg-events.ts';

/** The phase a question interrupts; an answered leg returns to it (applications.md §2.6 C1). */
export type Phase = 'PRE_SCREENING' | 'PROCESSING';

export type LegState = { readonly status: LegStatus; readonly phase?: Phase | undefined; readonly decisionStatus?: DecisionStatus | undefined };

type Transition = {
  /** Row of the table in applications.md §2.3. */
  readonly row: number;
  readonly from: readonly LegStatus[];
  readonly to: LegStatus | 'phase';
  readonly by: readonly LegActor[];
  /** Decision statuses in which alone it may happen; absent: any. */
  readonly decision?: readonly (DecisionStatus | undefined)[];
  /** Phases in which alone it may happen; absent: any. */
  readonly phase?: readonly Phase[];
  readonly decisionBecomes?: DecisionStatus;
};

/** applications.md §2.3 as data: the only place that knows which step leads where. */
export const legTransitions: Readonly<Record<LegEvent, Transition>> = {
  submit: { row: 1, from: ['DRAFT'], to: 'ROUTING', by: ['applicant'] },
  receive: { row: 2, from: ['ROUTING'], to: 'SUBMITTED', by: ['receiver'] },
  refuse: { row: 3, from: ['ROUTING'], to: 'NOT_VALIDATED', by: ['receiver'] },
  'give-up': { row: 3, from: ['ROUTING'], to: 'NOT_VALIDATED', by: ['home'] },
  resubmit: { row: 4, from: ['NOT_VALIDATED'], to: 'ROUTING', by: ['applicant', 'home'] },
  open: { row: 5, from: ['SUBMITTED'], to: 'PRE_SCREENING', by: ['case-handler', 'decision-maker'] },
  complete: { row: 6, from: ['PRE_SCREENING'], to: 'PROCESSING', by: ['case-handler', 'decision-maker'] },
  'ask-completeness': { row: 7, from: ['PRE_SCREENING'], to: 'AWAITING_ADDITIONAL_INFORMATION', by: ['case-handler', 'decision-maker'] },
  'ask-clarification': { row: 8, from: ['PROCESSING'], to: 'AWAITING_ADDITIONAL_INFORMATION', by: ['case-handler', 'decision-maker'] },
  answer: { row: 9, from: ['AWAITING_ADDITIONAL_INFORMATION'], to: 'phase', by: ['receiver'] },
  'close-unanswered-refused': { row: 10, from: ['AWAITING_ADDITIONAL_INFORMATION'], to: 'DECISION_ISSUED', by: ['decision-maker'], decisionBecomes: 'NEGATIVE_DECISION_ISSUED' },
  'close-unanswered-withdrawn': { row: 10, from: ['AWAITING_ADDITIONAL_INFORMATION'], to: 'WITHDRAWN', by: ['decision-maker'] },
  'refuse-incomplete': { row: 11, from: ['PRE_SCREENING'], to: 'DECISION_ISSUED', by: ['decision-maker'], decisionBecomes: 'NEGATIVE_DECISION_ISSUED' },
  'decide-positive': { row: 12, from: ['PROCESSING'], to: 'DECISION_ISSUED', by: ['decision-maker'], decisionBecomes: 'POSITIVE_DECISION_ISSUED' },
  'decide-negative': { row: 12, from: ['PROCESSING'], to: 'DECISION_ISSUED', by: ['decision-maker'], decisionBecomes: 'NEGATIVE_DECISION_ISSUED' },
  withdraw: { row: 13, from: ['ROUTING', 'SUBMITTED', 'PRE_SCREENING', 'PROCESSING', 'AWAITING_ADDITIONAL_INFORMATION'], to: 'WITHDRAWN', by: ['applicant'] },
  decline: { row: 14, from: ['DECISION_ISSUED'], to: 'WITHDRAWN', by: ['applicant'], decision: ['POSITIVE_DECISION_ISSUED'], decisionBecomes: 'POSITIVE_DECISION_REJECTED' },
  lapse: { row: 14, from: ['DECISION_ISSUED'], to: 'WITHDRAWN', by: ['decision-maker'], decision: ['POSITIVE_DECISION_ISSUED'] },
  remit: { row: 15, from: ['DECISION_ISSUED'], to: 'PROCESSING', by: ['decision-maker'], decision: ['APPEAL_APPROVED'] },
};

export type TransitionOutcome =
  | { readonly type: 'moved'; readonly state: LegState }
  | { readonly type: 'refused'; readonly allowed: readonly LegEvent[] };

const fits = (state: LegState, rule: Transition): boolean =>
  rule.from.includes(state.status) &&
  (rule.decision === undefined || rule.decision.includes(state.decisionStatus)) &&
  (rule.phase === undefined || (state.phase !== undefined && rule.phase.includes(state.phase))) &&
  (rule.to !== 'phase' || state.phase !== undefined);

/** Events that may follow in this state, whoever causes them. */
export const allowedEvents = (state: LegState): readonly LegEvent[] =>
  (Object.keys(legTransitions) as LegEvent[]).filter((event) => fits(state, legTransitions[event]));

/** The next state of a leg, or the list of what is allowed instead.
 *  @see applications.md §2.3: "Everything else is refused with the list of what is allowed" */
export const nextLegState = (state: LegState, event: LegEvent): TransitionOutcome => {
  const rule = legTransitions[event];
  if (!fits(state, rule)) return { type: 'refused', allowed: allowedEvents(state) };
  const status = rule.to === 'phase' ? (state.phase ?? state.status) : rule.to;
  const phase: Phase | undefined =
    event === 'ask-completeness' ? 'PRE_SCREENING' : event === 'ask-clarification' ? 'PROCESSING' : undefined;
  const decisionStatus = event === 'remit' ? undefined : (rule.decisionBecomes ?? state.decisionStatus);
  return { type: 'moved', state: { status, phase, decisionStatus } };
};

/** Is this step of another node one of the table? Otherwise it is applied as a jump and noted (applications.md §4.3). */
export const isKnownStep = (from: LegState, to: { readonly status: string; readonly decisionStatus?: string | undefined }): boolean =>
  from.status === to.status ||
  allowedEvents(from).some((event) => {
    const rule = legTransitions[event];
    return rule.to === to.status || (rule.to === 'phase' && (to.status === 'PRE_SCREENING' || to.status === 'PROCESSING'));
  });
