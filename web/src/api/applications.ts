import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answers, ApplicationView, FormDefinition, LegAction, DeskList } from '../../../core/api/applications.ts';
import type { DeskLeg } from './desk-leg.ts';
import { getJson, sendJson } from './client.ts';

const one = (id: string): string => `/api/v1/applications/${encodeURIComponent(id)}`;
const leg = (id: string, node: string): string => `${one(id)}/legs/${encodeURIComponent(node)}`;
const deskLeg = (application: string, node: string): string => `/api/v1/desk/${encodeURIComponent(application)}/${encodeURIComponent(node)}`;

/** The list answers `{ applications }` or a bare array; both are read. */
type ApplicationList = ApplicationView[] | { applications: ApplicationView[] } | { rows: ApplicationView[] };
const rowsOf = (list: ApplicationList): ApplicationView[] => (Array.isArray(list) ? list : 'applications' in list ? list.applications : list.rows);

export const useApplications = (enabled: boolean) =>
  useQuery({ queryKey: ['applications'], enabled, queryFn: async ({ signal }) => rowsOf(await getJson<ApplicationList>('/api/v1/applications', signal)), refetchInterval: 10_000 });

export const useApplication = (id: string, live: boolean) =>
  useQuery({ queryKey: ['application', id], queryFn: ({ signal }) => getJson<ApplicationView>(one(id), signal), refetchInterval: live ? 5_000 : false });

export const useForm = (type: string | undefined) =>
  useQuery({ queryKey: ['form', type], enabled: type !== undefined, staleTime: Infinity, queryFn: ({ signal }) => getJson<FormDefinition>(`/api/v1/forms/${type ?? 'access'}`, signal) });

export const createApplication = (body: { type: string; language: string; datasets: string[] }) => sendJson<ApplicationView>('POST', '/api/v1/applications', body);

/** @throws ApiError 409 or 412 when another tab saved a newer version */
export const saveApplication = (id: string, version: number, body: { answers?: Answers; datasets?: string[]; language?: string }) =>
  sendJson<ApplicationView>('PUT', one(id), { version, ...body }, { 'if-match': `"${version}"` });

export const submitApplication = (id: string) => sendJson<ApplicationView>('POST', `${one(id)}/submit`, {});
export const deleteApplication = (id: string) => sendJson<undefined>('DELETE', one(id));

type Change = { path: string; body: unknown };
/** One unsafe call that changes an application; everything shown of it is read again afterwards. */
export const useApplicationChange = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: Change) => sendJson<ApplicationView>('POST', `${one(id)}${path}`, body),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['application', id] }), client.invalidateQueries({ queryKey: ['applications'] })]),
  });
};
export const legPath = (id: string, node: string): string => leg(id, node).slice(one(id).length);

export const useDesk = () => useQuery({ queryKey: ['desk'], queryFn: ({ signal }) => getJson<DeskList>('/api/v1/desk', signal), refetchInterval: 10_000 });
export const useDeskLeg = (application: string, node: string) =>
  useQuery({ queryKey: ['desk', application, node], queryFn: ({ signal }) => getJson<DeskLeg>(deskLeg(application, node), signal), refetchInterval: 10_000 });

export const useLegAction = (application: string, node: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: LegAction) => sendJson<unknown>('POST', `${deskLeg(application, node)}/actions`, action),
    onSettled: () => client.invalidateQueries({ queryKey: ['desk'] }),
  });
};
