import type { DecisionStatus } from '../api/applications.ts';

/** Steps of the decision status, beside the leg status and never instead of it (applications.md §2.4). */
export const decisionEvents = ['issue-positive', 'issue-negative', 'accept', 'decline', 'accept-refusal', 'appeal', 'appeal-approved', 'appeal-rejected'] as const;
export type DecisionEvent = (typeof decisionEvents)[number];

export const decisionTransitions: Readonly<Record<DecisionEvent, { readonly from: readonly (DecisionStatus | undefined)[]; readonly to: DecisionStatus }>> = {
  'issue-positive': { from: [undefined, 'APPEAL_APPROVED'], to: 'POSITIVE_DECISION_ISSUED' },
  'issue-negative': { from: [undefined], to: 'NEGATIVE_DECISION_ISSUED' },
  accept: { from: ['POSITIVE_DECISION_ISSUED'], to: 'POSITIVE_DECISION_ACCEPTED' },
  decline: { from: ['POSITIVE_DECISION_ISSUED'], to: 'POSITIVE_DECISION_REJECTED' },
  'accept-refusal': { from: ['NEGATIVE_DECISION_ISSUED'], to: 'NEGATIVE_DECISION_ACCEPTED' },
  appeal: { from: ['NEGATIVE_DECISION_ISSUED'], to: 'NEGATIVE_DECISION_APPEALED' },
  'appeal-approved': { from: ['NEGATIVE_DECISION_APPEALED'], to: 'APPEAL_APPROVED' },
  'appeal-rejected': { from: ['NEGATIVE_DECISION_APPEALED'], to: 'APPEAL_REJECTED' },
};

/** @returns undefined when the step is not allowed from there */
export const nextDecisionStatus = (from: DecisionStatus | undefined, event: DecisionEvent): DecisionStatus | undefined => {
  const rule = decisionTransitions[event];
  return rule.from.includes(from) ? rule.to : undefined;
};
