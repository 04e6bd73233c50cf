import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LinkTotals } from '../../../core/api/datasets.ts';
import type { QualityDocuments, QualityOverview, RecordQuality } from '../../../core/api/quality.ts';
import { getJson, sendJson } from './client.ts';

export type { QualityOverview, RecordQuality } from '../../../core/api/quality.ts';

/** @param source undefined: of the caller's holder, or of the node for staff */
export const useQuality = (enabled: boolean, language: string, source?: string) =>
  useQuery({ queryKey: ['quality', source, language], enabled, queryFn: ({ signal }) => getJson<QualityOverview>(`/api/v1/quality?${new URLSearchParams({ lang: language, ...(source === undefined ? {} : { source }) }).toString()}`, signal) });

const recordPath = (id: string): string => `/api/v1/datasets/${encodeURIComponent(id)}`;
export const useRecordQuality = (id: string, enabled: boolean, language: string) =>
  useQuery({ queryKey: ['quality', 'record', id, language], enabled, queryFn: ({ signal }) => getJson<RecordQuality>(`${recordPath(id)}/quality?lang=${language}`, signal) });

export const useDocuments = (id: string) => useQuery({ queryKey: ['documents', id], queryFn: async ({ signal }) => (await getJson<QualityDocuments>(`${recordPath(id)}/documents`, signal)).documents });
export const documentAddress = (id: string, document: string): string => `${recordPath(id)}/documents/${encodeURIComponent(document)}`;
export const useDocumentChange = (id: string) => {
  const client = useQueryClient();
  const settled = () => Promise.all([client.invalidateQueries({ queryKey: ['documents', id] }), client.invalidateQueries({ queryKey: ['quality', 'record', id] })]);
  return {
    add: useMutation({ mutationFn: (file: File) => sendJson<unknown>('POST', `${recordPath(id)}/documents?${new URLSearchParams({ name: file.name }).toString()}`, file, { 'content-type': 'application/octet-stream' }), onSettled: settled }),
    remove: useMutation({ mutationFn: (document: string) => sendJson<unknown>('DELETE', documentAddress(id, document)), onSettled: settled }),
  };
};

export const useLinkTotals = (enabled: boolean) => useQuery({ queryKey: ['links', 'totals'], enabled, queryFn: ({ signal }) => getJson<LinkTotals>('/api/v1/links', signal) });

export type SamePublication = { readonly id: string; readonly node: string; readonly iri: string; readonly differences: readonly { readonly path: string; readonly before: readonly string[]; readonly after: readonly string[] }[] };
type Likely = { readonly id: string; readonly node: string; readonly title: string; readonly because: 'holder' | 'landing-page' };
export const useSame = (id: string, enabled: boolean) =>
  useQuery({ queryKey: ['same', id], enabled, queryFn: ({ signal }) => getJson<{ readonly published: readonly SamePublication[]; readonly likely?: readonly Likely[] }>(`${recordPath(id)}/same`, signal) });

export type UsageRow = { readonly dataset: string; readonly title: string; readonly day: string; readonly kind: string; readonly n: number };
const aYearAgo = (): string => `${Number(new Date().getFullYear()) - 1}-${String(new Date().getMonth() + 1).padStart(2, '0')}-01`;
export const useUsage = (enabled: boolean) =>
  useQuery({ queryKey: ['usage'], enabled, queryFn: async ({ signal }) => (await getJson<{ rows: UsageRow[] }>(`/api/v1/usage?since=${aYearAgo()}`, signal)).rows });
export const usageAddress = '/api/v1/usage?format=csv';
