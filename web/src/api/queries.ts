import { QueryClient } from '@tanstack/react-query';
import { isApiError } from './client.ts';

/** Refusals are answers: only a lost connection or a failing server is tried again. */
const worthRetrying = (count: number, thrown: unknown): boolean => count < 2 && (!isApiError(thrown) || thrown.status === 0 || thrown.status >= 500);

export const createQueries = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { retry: worthRetrying, retryDelay: (attempt) => 400 * 2 ** attempt, staleTime: 10_000, refetchOnWindowFocus: true }, mutations: { retry: false } } });
