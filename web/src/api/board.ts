import { useQuery } from '@tanstack/react-query';
import type { ConsortiumStatus } from '../../../core/api/status.ts';
import { getJson } from './client.ts';

export const useConsortium = (enabled: boolean) =>
  useQuery({ queryKey: ['consortium'], enabled, queryFn: ({ signal }) => getJson<ConsortiumStatus>('/api/v1/consortium/status', signal), refetchInterval: 15_000 });
