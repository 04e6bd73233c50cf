import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MailState, NoticeList } from '../../../core/api/notices.ts';
import { getJson, sendJson, type Unsafe } from './client.ts';

export const useNotices = (enabled: boolean) => useQuery({ queryKey: ['notices'], enabled, queryFn: ({ signal }) => getJson<NoticeList>('/api/v1/notices', signal) });
export const useMailState = (enabled: boolean) => useQuery({ queryKey: ['ops', 'mail'], enabled, queryFn: ({ signal }) => getJson<MailState>('/api/v1/ops/mail', signal) });

export const useNoticeChange = () => {
  const client = useQueryClient();
  return useMutation({ mutationFn: ({ method, path, body }: { method: Unsafe; path: '/read' | '/mail'; body?: unknown }) => sendJson<unknown>(method, `/api/v1/notices${path}`, body), onSettled: () => client.invalidateQueries({ queryKey: ['notices'] }) });
};
