/** One leg as far as the whole looks at it; nothing else may influence the result (applications.md §2.7). */
export type LegForStatus = {
  readonly id: string;
  readonly country: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly decisionStatus?: string | undefined;
  /** Does a positive decision wait for the applicant's answer? */
  readonly acceptance: boolean;
  readonly undelivered: boolean;
  readonly stale: boolean;
  readonly clocks: readonly { readonly clock: string; readonly state: string; readonly dueAt?: string | undefined; readonly extended?: boolean | undefined }[];
};
