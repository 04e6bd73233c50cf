import type { Finding } from '../../../core/catalogue/finding.ts';
import { getJson } from './client.ts';

/** A finding together with its words, as the server gives them in the reader's language. */
export type WordedFinding = Finding & { readonly message?: string; readonly mend?: string };

type ReportAnswer = readonly WordedFinding[] | { readonly findings: readonly WordedFinding[] };
const findingsOf = (answer: ReportAnswer): readonly WordedFinding[] => ('findings' in answer ? answer.findings : answer);

export const readReport = async (id: string, language: string, signal: AbortSignal): Promise<readonly WordedFinding[]> =>
  findingsOf(await getJson<ReportAnswer>(`/dataset/${encodeURIComponent(id)}/report?lang=${language}`, signal));
