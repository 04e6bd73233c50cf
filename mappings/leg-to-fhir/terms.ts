/** Systems and extension addresses of leg messages, in one place for both directions. Ours, until the Commission's act of Art. 75(12) names others. */
export const systems = {
  leg: 'urn:ehds-node:leg',
  application: 'urn:ehds-node:application',
  node: 'urn:ehds-node:node',
  applicationType: 'urn:ehds-node:application-type',
  legStatus: 'urn:ehds-node:leg-status',
  decisionStatus: 'urn:ehds-node:decision-status',
  statusReason: 'urn:ehds-node:status-reason',
  parameter: 'urn:ehds-node:task-parameter',
  choice: 'urn:ehds-node:choice',
  language: 'urn:ietf:bcp:47',
  decision: 'urn:ehds-node:decision',
} as const;

export const extensions = {
  sequence: 'urn:ehds-node:ext:sequence',
  version: 'urn:ehds-node:ext:version',
  home: 'urn:ehds-node:ext:home-node',
  clock: 'urn:ehds-node:ext:clock',
  contentHash: 'urn:ehds-node:ext:content-hash',
  country: 'urn:ehds-node:ext:country',
} as const;

/** D6.4 code → FHIR Task.status (applications.md §2.2); a code this version does not know travels as `requested`, with its own code beside it. */
export const taskStatus = {
  DRAFT: 'draft', ROUTING: 'requested', NOT_VALIDATED: 'rejected', SUBMITTED: 'received', PRE_SCREENING: 'accepted', PROCESSING: 'in-progress',
  AWAITING_ADDITIONAL_INFORMATION: 'on-hold', DECISION_ISSUED: 'completed', WITHDRAWN: 'cancelled',
} as const;
