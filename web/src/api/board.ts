import { useQuery } from '@tanstack/react-query';
import type { ConsortiumStatus } from '../../../core/api/status.ts';
import { getJson } from './client.ts';

export const useConsortium = () =>
  useQuery({ queryKey: ['consortium'], queryFn: ({ signal }) => getJson<ConsortiumStatus>('/api/v1/consortium/status', signal), refetchInterval: 15_000 });
