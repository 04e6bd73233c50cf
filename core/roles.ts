/** Who a person can be on a node (applications.md §7). `researcher` is the applicant. */
export const roles = [
  'researcher',
  'case-handler',
  'decision-maker',
  'data-holder',
  'trusted-holder',
  'coordinator',
  'operator',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

/** Who is asking. `holder` is the agent IRI or name a data holder acts for. */
export type Caller = {
  readonly person: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly language: string;
  readonly roles: readonly Role[];
  readonly holder: string | undefined;
};

export const hasRole = (caller: Caller, ...wanted: readonly Role[]): boolean => wanted.some((role) => caller.roles.includes(role));
