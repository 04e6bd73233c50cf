import type { OutcomeIssue } from '../../mappings/envelope-to-fhir/outcome-to-fhir.ts';
import { outcomeToFhir } from '../../mappings/envelope-to-fhir/outcome-to-fhir.ts';
import type { HandlerOutcome, InboundMessage, Issue, OutboundMessage } from './ports.ts';

export type Concluded = Exclude<HandlerOutcome, { type: 'parked' }>;

const issueOf = (issue: Issue, severity: OutcomeIssue['severity']): OutcomeIssue => ({ severity: issue.severity ?? severity, code: issue.code, text: issue.text, linkId: issue.linkId });

const issuesOf = (outcome: Concluded): OutcomeIssue[] => {
  if (outcome.type === 'not-validated') return [{ severity: 'error', code: outcome.code, text: outcome.text }, ...(outcome.issues ?? []).map((issue) => issueOf(issue, 'error'))];
  return [...(outcome.notes ?? []).map((note): OutcomeIssue => ({ severity: 'information', code: note, text: note })), ...(outcome.warnings ?? []).map((issue) => issueOf(issue, 'warning'))];
};

/** The business answer to a processed message (applications.md §4.4): quotes it, and says validated or not with the findings. */
export const outcomeMessage = (inbound: InboundMessage, outcome: Concluded, cause: string | null): OutboundMessage => ({
  ...(cause === null ? {} : { cause }),
  to: inbound.sender,
  event: 'outcome',
  correlationId: inbound.correlationId,
  inReplyTo: inbound.messageId,
  replyCode: outcome.type === 'validated' ? 'ok' : 'fatal-error',
  content: outcomeToFhir(issuesOf(outcome)),
});
