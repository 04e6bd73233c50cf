import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { HolderDataset, SavedDataset } from '../../../core/api/holder.ts';
import { getJson, sendJson } from './client.ts';
import { mediaTypeOfFile } from './validation.ts';

export const useOwnDatasets = (enabled: boolean) =>
  useQuery({ queryKey: ['holder'], enabled, queryFn: async ({ signal }) => (await getJson<{ datasets: HolderDataset[] }>('/api/v1/holder/datasets', signal)).datasets });

export type Sending = {
  readonly file: File;
  readonly state: 'published' | 'draft';
  /** The description it replaces; undefined makes a new one. */
  readonly dataset?: Pick<HolderDataset, 'id' | 'version'> | undefined;
  /** The newest version, seen by the person, onto which an older workbook's changes are put. */
  readonly onto?: string | undefined;
};

const send = ({ file, state, dataset, onto }: Sending): Promise<SavedDataset> => {
  const query = new URLSearchParams({ state, ...(onto === undefined ? {} : { onto }) }).toString();
  const headers = { 'content-type': mediaTypeOfFile(file.name) };
  if (dataset === undefined) return sendJson<SavedDataset>('POST', `/api/v1/datasets?${query}`, file, headers);
  return sendJson<SavedDataset>('PUT', `/api/v1/datasets/${encodeURIComponent(dataset.id)}?${query}`, file, { ...headers, 'if-match': `"${onto ?? dataset.version}"` });
};

/** Stores a description, or nothing at all. @throws ApiError 422 with findings, 412 with both differences */
export const useSendDescription = () => {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['holder'] }), client.invalidateQueries({ queryKey: ['quality'] })]) });
};

/** Vouches for a description for another year (Art. 60(3)). */
export const useConfirmDescription = () => {
  const client = useQueryClient();
  return useMutation({ mutationFn: (id: string) => sendJson<unknown>('POST', `/api/v1/datasets/${encodeURIComponent(id)}/check`), onSettled: () => client.invalidateQueries({ queryKey: ['holder'] }) });
};

export const workbookAddress = (id: string): string => `/api/v1/datasets/${encodeURIComponent(id)}/description.xlsx`;
export const templateAddress = '/api/v1/dataset-template.xlsx';
export const overviewAddress = '/api/v1/holder/datasets.xlsx';
