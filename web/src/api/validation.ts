import type { DocumentReport, ToldFindingView } from '../../../core/api/validate.ts';
import type { Finding } from '../../../core/catalogue/finding.ts';
import { getJson, sendJson } from './client.ts';

/** A finding with its words in the reader's language (catalogue.md §7.2). */
export type WordedFinding = Readonly<ToldFindingView>;

type Words = Pick<ToldFindingView, 'what' | 'why' | 'mend' | 'example' | 'turtle'>;
type StoredReport = { readonly findings: readonly (Finding & { readonly words: Words })[] };

/** The findings of a published description. */
export const readReport = async (id: string, language: string, signal: AbortSignal): Promise<readonly WordedFinding[]> => {
  const { findings } = await getJson<StoredReport>(`/dataset/${encodeURIComponent(id)}/report?format=json&lang=${language}`, signal);
  return findings.map(({ words, ...finding }) => ({ ...finding, found: [...finding.found], suggestions: [...(finding.suggestions ?? [])], ...words }));
};

export const descriptionFormats = { 'text/turtle': ['ttl'], 'application/ld+json': ['jsonld', 'json'], 'application/rdf+xml': ['rdf', 'xml'], 'application/n-triples': ['nt'] } as const;
export type DescriptionFormat = keyof typeof descriptionFormats;

const byEnding = (name: string): DescriptionFormat | undefined => {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  return (Object.keys(descriptionFormats) as DescriptionFormat[]).find((format) => (descriptionFormats[format] as readonly string[]).includes(ending));
};

/** The media type a file is sent with; what a browser cannot tell (a workbook, CKAN or FHIR JSON) the server recognises by its content. */
export const mediaTypeOfFile = (name: string): string => (/\.json$/i.test(name) ? 'application/octet-stream' : (byEnding(name) ?? 'application/octet-stream'));

/** By the ending of the name, else by how the text begins. */
export const formatOf = (name: string, text: string): DescriptionFormat => {
  const byName = byEnding(name);
  if (byName !== undefined) return byName;
  const start = text.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return 'application/ld+json';
  return start.startsWith('<?xml') || start.startsWith('<rdf:RDF') ? 'application/rdf+xml' : 'text/turtle';
};

export const validateDescription = (text: string, format: DescriptionFormat, language: string) =>
  sendJson<DocumentReport>('POST', `/api/v1/validate?lang=${language}`, text, { 'content-type': format });
