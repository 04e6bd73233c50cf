import type { Finding } from '../../../core/catalogue/finding.ts';
import { getJson, sendJson } from './client.ts';

/** A finding together with its words, as the server gives them in the reader's language (catalogue.md §7.2). */
export type WordedFinding = Finding & { readonly what?: string; readonly why?: string; readonly mend?: string; readonly example?: string; readonly turtle?: string };

type ReportAnswer = readonly WordedFinding[] | { readonly findings: readonly WordedFinding[] };
const findingsOf = (answer: ReportAnswer): readonly WordedFinding[] => ('findings' in answer ? answer.findings : answer);

export const readReport = async (id: string, language: string, signal: AbortSignal): Promise<readonly WordedFinding[]> =>
  findingsOf(await getJson<ReportAnswer>(`/dataset/${encodeURIComponent(id)}/report?lang=${language}`, signal));

/** What `POST /api/v1/validate` says about one described dataset. */
export type ValidatedRecord = { readonly iri?: string; readonly title?: string; readonly accessLevel?: string; readonly score?: number; readonly findings: readonly WordedFinding[] };
export type Validation = { readonly records: readonly ValidatedRecord[] };

export const descriptionFormats = { 'text/turtle': ['ttl'], 'application/ld+json': ['jsonld', 'json'], 'application/rdf+xml': ['rdf', 'xml'], 'application/n-triples': ['nt'] } as const;
export type DescriptionFormat = keyof typeof descriptionFormats;

/** By the ending of the name, else by how the text begins. */
export const formatOf = (name: string, text: string): DescriptionFormat => {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  const byName = (Object.keys(descriptionFormats) as DescriptionFormat[]).find((format) => (descriptionFormats[format] as readonly string[]).includes(ending));
  if (byName !== undefined) return byName;
  const start = text.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return 'application/ld+json';
  return start.startsWith('<?xml') || start.startsWith('<rdf:RDF') ? 'application/rdf+xml' : 'text/turtle';
};

export const validateDescription = (text: string, format: DescriptionFormat, language: string) =>
  sendJson<Validation>('POST', `/api/v1/validate?lang=${language}`, text, { 'content-type': format });
