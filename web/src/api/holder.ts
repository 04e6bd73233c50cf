import { useQuery } from '@tanstack/react-query';
import type { HolderDataset } from '../../../core/api/holder.ts';
import { getJson } from './client.ts';

export const useOwnDatasets = (enabled: boolean) =>
  useQuery({ queryKey: ['holder'], enabled, queryFn: async ({ signal }) => (await getJson<{ datasets: HolderDataset[] }>('/api/v1/holder/datasets', signal)).datasets });
