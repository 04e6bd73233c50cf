import type { Bundle, OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.d.ts';

/** One finding of a business outcome (applications.md §4.4). */
export type OutcomeIssue = { readonly severity: 'error' | 'warning' | 'information'; readonly code: string; readonly text: string; readonly linkId?: string | undefined };

export const outcomeSystem = 'urn:ehds-node:outcome';

const issue = (one: OutcomeIssue): OperationOutcomeIssue => ({
  severity: one.severity,
  code: one.severity === 'information' ? 'informational' : 'business-rule',
  details: { coding: [{ system: outcomeSystem, code: one.code }], text: one.text },
  ...(one.linkId === undefined ? {} : { expression: [one.linkId] }),
});

/** The content of an `outcome` message: a collection that holds one OperationOutcome. Without findings it says so, since FHIR asks for at least one issue. */
export const outcomeToFhir = (issues: readonly OutcomeIssue[]): Bundle => {
  const said: readonly OutcomeIssue[] = issues.length > 0 ? issues : [{ severity: 'information', code: 'validated', text: 'Validated.' }];
  const resource: OperationOutcome = { resourceType: 'OperationOutcome', issue: said.map(issue) };
  return { resourceType: 'Bundle', type: 'collection', entry: [{ resource }] };
};
