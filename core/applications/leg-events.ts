/** What can happen to a leg (applications.md §2.3). The receiving node alone moves a leg once it has it. */
export const legEvents = [
  'submit', 'receive', 'refuse', 'give-up', 'resubmit', 'open', 'complete', 'ask-completeness', 'ask-clarification', 'answer',
  'close-unanswered-refused', 'close-unanswered-withdrawn', 'refuse-incomplete', 'decide-positive', 'decide-negative', 'withdraw', 'decline', 'lapse', 'remit',
] as const;
export type LegEvent = (typeof legEvents)[number];

/** Who causes an event: `receiver` and `home` are the nodes themselves. */
export type LegActor = 'applicant' | 'case-handler' | 'decision-maker' | 'receiver' | 'home';
