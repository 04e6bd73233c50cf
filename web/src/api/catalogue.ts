import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { SearchAnswer } from '../../../core/api/datasets.ts';
import type { DatasetDetail } from './dataset-detail.ts';
import { getJson } from './client.ts';

export const useSearch = (address: URLSearchParams) =>
  useQuery({ queryKey: ['search', address.toString()], queryFn: ({ signal }) => getJson<SearchAnswer>(`/api/v1/search?${address.toString()}`, signal), placeholderData: keepPreviousData });

const readDataset = (id: string, language: string) => ({
  queryKey: ['dataset', id, language],
  queryFn: ({ signal }: { signal: AbortSignal }) => getJson<DatasetDetail>(`/api/v1/datasets/${encodeURIComponent(id)}?lang=${language}`, signal),
});

export const useDataset = (id: string, language: string) => useQuery(readDataset(id, language));
export const useDatasets = (ids: readonly string[], language: string) => useQueries({ queries: ids.map((id) => readDataset(id, language)) });

type Suggestion = string | { text?: string; label?: string; word?: string };
/** Words offered while typing; both plain strings and objects with a text are read. */
export const suggestWords = async (q: string, language: string, signal: AbortSignal): Promise<string[]> => {
  const answer = await getJson<Suggestion[] | { suggestions: Suggestion[] }>(`/api/v1/suggest?${new URLSearchParams({ q, lang: language }).toString()}`, signal);
  const list = Array.isArray(answer) ? answer : answer.suggestions;
  const words = list.map((one) => (typeof one === 'string' ? one : (one.text ?? one.label ?? one.word ?? '')));
  return [...new Set(words.filter((word) => word !== ''))].slice(0, 8);
};
