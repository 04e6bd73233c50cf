import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { HeldDecision, RunItem, SourceRun, SourceView } from '../../../core/api/sources.ts';
import { getJson, sendJson } from './client.ts';

const source = (id: string): string => `/api/v1/sources/${encodeURIComponent(id)}`;
const run = (id: string, runId: string): string => `${source(id)}/runs/${encodeURIComponent(runId)}`;

/** One run with why records were refused, and what waits for a person. */
export type RunDetail = SourceRun & {
  causes: { code: string; field?: string; records: number; example: string; detail: string }[];
  held?: { live: number; going: number; likely: string; records: { record: string; recordId?: string; title?: string; why?: string; baskets: number; applications: string[] }[] };
};

export const useSources = (enabled: boolean) =>
  useQuery({ queryKey: ['sources'], enabled, refetchInterval: 5_000, queryFn: async ({ signal }) => (await getJson<{ sources: SourceView[] }>('/api/v1/sources', signal)).sources });
export const useSource = (id: string, enabled: boolean) => useQuery({ queryKey: ['sources', id], enabled, queryFn: ({ signal }) => getJson<SourceView>(source(id), signal), refetchInterval: 5_000 });
export const useRuns = (id: string, enabled: boolean) =>
  useQuery({ queryKey: ['sources', id, 'runs'], enabled, refetchInterval: 5_000, queryFn: async ({ signal }) => (await getJson<{ runs: SourceRun[] }>(`${source(id)}/runs`, signal)).runs });
export const useRun = (id: string, runId: string) => useQuery({ queryKey: ['sources', id, 'runs', runId], queryFn: ({ signal }) => getJson<RunDetail>(run(id, runId), signal), refetchInterval: 3_000 });
export const useRunItems = (id: string, runId: string, outcome: string) =>
  useQuery({ queryKey: ['sources', id, 'items', runId, outcome], queryFn: ({ signal }) => getJson<{ items: RunItem[]; next?: number }>(`${run(id, runId)}/items?${new URLSearchParams({ limit: '200', ...(outcome === '' ? {} : { outcome }) }).toString()}`, signal) });

export const reportAddress = (id: string, runId: string, format: 'csv' | 'json'): string => `${run(id, runId)}/report.${format}`;

export const useStartRun = (id: string) => {
  const client = useQueryClient();
  return useMutation({ mutationFn: (mode: 'run' | 'dry-run') => sendJson<{ run: string }>('POST', `${source(id)}/${mode}`, {}), onSettled: () => client.invalidateQueries({ queryKey: ['sources'] }) });
};
export const useDecideRun = (id: string, runId: string) => {
  const client = useQueryClient();
  return useMutation({ mutationFn: (decision: HeldDecision) => sendJson<SourceRun>('POST', `${run(id, runId)}/decision`, decision), onSettled: () => client.invalidateQueries({ queryKey: ['sources'] }) });
};
