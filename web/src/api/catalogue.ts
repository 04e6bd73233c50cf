import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { DatasetDetail, SearchAnswer, Suggestions } from '../../../core/api/datasets.ts';
import { getJson } from './client.ts';

export const useSearch = (address: URLSearchParams) =>
  useQuery({ queryKey: ['search', address.toString()], queryFn: ({ signal }) => getJson<SearchAnswer>(`/api/v1/search?${address.toString()}`, signal), placeholderData: keepPreviousData });

const readDataset = (id: string, language: string) => ({
  queryKey: ['dataset', id, language],
  queryFn: ({ signal }: { signal: AbortSignal }) => getJson<DatasetDetail>(`/api/v1/datasets/${encodeURIComponent(id)}?lang=${language}`, signal),
});

export const useDataset = (id: string, language: string) => useQuery(readDataset(id, language));
export const useDatasets = (ids: readonly string[], language: string) => useQueries({ queries: ids.map((id) => readDataset(id, language)) });

/** Words offered while typing: titles, holders, concepts. */
export const suggestWords = async (q: string, language: string, signal: AbortSignal): Promise<string[]> => {
  const { suggestions } = await getJson<Suggestions>(`/api/v1/suggest?${new URLSearchParams({ q, lang: language }).toString()}`, signal);
  return [...new Set(suggestions.map((one) => one.text))].slice(0, 8);
};
