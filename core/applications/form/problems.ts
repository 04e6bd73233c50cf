import type { ApplicationView } from '../../api/applications.ts';

/** What is missing or wrong, by linkId, and country for section 6. */
export type FormProblem = ApplicationView['problems'][number];

export const problem = (linkId: string, code: string, message: string, country?: string, severity: FormProblem['severity'] = 'error'): FormProblem => ({
  linkId, ...(country === undefined ? {} : { country }), code, message, severity,
});

/** Those of one country's page, and the general ones. */
export const problemsFor = (problems: readonly FormProblem[], country: string): readonly FormProblem[] =>
  problems.filter((entry) => entry.country === undefined || entry.country === country);
