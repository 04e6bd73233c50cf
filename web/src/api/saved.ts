import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { alertList, savedSearchList, watchedList } from '../../../core/api/datasets.ts';
import { getJson, sendJson, type Unsafe } from './client.ts';

export type SavedSearch = z.infer<typeof savedSearchList>['searches'][number];
export type WatchedDataset = z.infer<typeof watchedList>['datasets'][number];
export type AlertList = z.infer<typeof alertList>;

const alertsMs = 60_000;

export const useSavedSearches = (enabled: boolean) =>
  useQuery({ queryKey: ['saved', 'searches'], enabled, queryFn: async ({ signal }) => (await getJson<z.infer<typeof savedSearchList>>('/api/v1/saved-searches', signal)).searches });
export const useWatched = (enabled: boolean) =>
  useQuery({ queryKey: ['saved', 'watched'], enabled, queryFn: async ({ signal }) => (await getJson<z.infer<typeof watchedList>>('/api/v1/watched', signal)).datasets });
export const useAlerts = (enabled: boolean) => useQuery({ queryKey: ['saved', 'alerts'], enabled, refetchInterval: alertsMs, queryFn: ({ signal }) => getJson<AlertList>('/api/v1/alerts', signal) });

/** One unsafe call about what is saved; all lists are read again afterwards. */
export const useSavedChange = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body }: { method: Unsafe; path: string; body?: unknown }) => sendJson<unknown>(method, path, body),
    onSettled: () => client.invalidateQueries({ queryKey: ['saved'] }),
  });
};

export const watchPath = (dataset: string): string => `/api/v1/watched/${encodeURIComponent(dataset)}`;
export const searchPath = (id: string): string => `/api/v1/saved-searches/${encodeURIComponent(id)}`;
