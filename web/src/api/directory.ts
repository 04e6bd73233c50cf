import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DirectoryView, JoinRequestView } from '../../../core/api/directory.ts';
import { getJson, sendJson } from './client.ts';

const base = '/api/v1/directory';

export const useDirectory = (enabled: boolean) => useQuery({ queryKey: ['directory'], enabled, refetchInterval: 15_000, queryFn: ({ signal }) => getJson<DirectoryView>(base, signal) });
export const useJoinRequests = (enabled: boolean) =>
  useQuery({ queryKey: ['directory', 'requests'], enabled, refetchInterval: 10_000, queryFn: async ({ signal }) => (await getJson<{ requests: JoinRequestView[] }>(`${base}/join-requests`, signal)).requests });

export type StateChange = { code: 'active' | 'maintenance' | 'suspended' | 'revoked'; from?: string; to?: string; note?: string };
export type DirectoryStep = { path: string; body: unknown };
export const approve = (id: string, fingerprint: string): DirectoryStep => ({ path: `/join-requests/${encodeURIComponent(id)}/approve`, body: { fingerprint } });
export const refuse = (id: string, reason: string): DirectoryStep => ({ path: `/join-requests/${encodeURIComponent(id)}/refuse`, body: { reason } });
export const changeState = (node: string, body: StateChange): DirectoryStep => ({ path: `/participants/${encodeURIComponent(node)}/state`, body });

export const useDirectoryStep = () => {
  const client = useQueryClient();
  return useMutation({ mutationFn: ({ path, body }: DirectoryStep) => sendJson<unknown>('POST', `${base}${path}`, body), onSettled: () => client.invalidateQueries({ queryKey: ['directory'] }) });
};
