import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { auditLine, auditVerdict, DeadFilter, deadList, LinkTestReport, LinkView, MaintenanceView, QueueView, ResendPreview } from '../../../core/api/ops.ts';
import { getJson, sendJson, type Unsafe } from './client.ts';

const base = '/api/v1/ops';
const liveMs = 5_000; // an operator watches a link come back

export type DeadList = z.infer<typeof deadList>;
export type AuditLine = z.infer<typeof auditLine>;
export type AuditVerdict = z.infer<typeof auditVerdict>;

export const useLinks = (enabled: boolean) => useQuery({ queryKey: ['ops', 'links'], enabled, refetchInterval: liveMs, queryFn: async ({ signal }) => (await getJson<{ links: LinkView[] }>(`${base}/links`, signal)).links });
export const useMaintenance = (enabled: boolean) => useQuery({ queryKey: ['ops', 'maintenance'], enabled, queryFn: ({ signal }) => getJson<MaintenanceView>(`${base}/maintenance`, signal) });
export const useQueues = (enabled: boolean) => useQuery({ queryKey: ['ops', 'queues'], enabled, refetchInterval: liveMs, queryFn: ({ signal }) => getJson<QueueView>(`${base}/queues`, signal) });

const queryOf = (filter: DeadFilter): string => new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === 'string')).toString();
export const useDeadLetters = (filter: DeadFilter, enabled: boolean) =>
  useQuery({ queryKey: ['ops', 'dead', filter], enabled, refetchInterval: liveMs, queryFn: ({ signal }) => getJson<DeadList>(`${base}/dead-letters?${queryOf(filter)}`, signal) });
export const previewResend = (filter: DeadFilter) => sendJson<ResendPreview>('POST', `${base}/dead-letters/preview`, filter);

export const useAudit = (filter: { target: string; action: string }, enabled: boolean) =>
  useQuery({
    queryKey: ['ops', 'audit', filter], enabled,
    queryFn: async ({ signal }) => (await getJson<{ lines: AuditLine[] }>(`${base}/audit?${new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString()}`, signal)).lines,
  });
export const verifyAudit = () => sendJson<AuditVerdict>('POST', `${base}/audit/verify`);
export const testLink = (partner: string) => sendJson<LinkTestReport>('POST', `${base}/links/${encodeURIComponent(partner)}/test`);

export type OpsStep = { method?: Unsafe; path: string; body?: unknown };
/** One step of an operator; all figures are read again afterwards. */
export const useOpsStep = () => {
  const client = useQueryClient();
  return useMutation({ mutationFn: ({ method = 'POST', path, body }: OpsStep) => sendJson<unknown>(method, `${base}${path}`, body), onSettled: () => client.invalidateQueries({ queryKey: ['ops'] }) });
};
