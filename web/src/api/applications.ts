import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answers, ApplicationSummary, ApplicationView, DeskLeg, DeskList, FormDefinition, LegAction } from '../../../core/api/applications.ts';
import { getJson, sendJson } from './client.ts';

const one = (id: string): string => `/api/v1/applications/${encodeURIComponent(id)}`;
const deskLeg = (application: string, node: string): string => `/api/v1/desk/${encodeURIComponent(application)}/${encodeURIComponent(node)}`;
const liveMs = 5_000; // a status that arrived is on the screen within a breath; server-sent events may replace this

export const useApplications = (enabled: boolean) =>
  useQuery({
    queryKey: ['applications'], enabled, refetchInterval: liveMs,
    queryFn: async ({ signal }) => (await getJson<{ applications: ApplicationSummary[] }>('/api/v1/applications', signal)).applications,
  });

export const useApplication = (id: string, live: boolean, enabled = true) =>
  useQuery({ queryKey: ['application', id], enabled, queryFn: ({ signal }) => getJson<ApplicationView>(one(id), signal), refetchInterval: live ? liveMs : false });

export const useForm = (type: string | undefined) =>
  useQuery({ queryKey: ['form', type], enabled: type !== undefined, staleTime: Infinity, queryFn: ({ signal }) => getJson<FormDefinition>(`/api/v1/forms/${type ?? 'access'}`, signal) });

export const createApplication = (body: { type: string; language: string; datasets: string[] }) => sendJson<ApplicationView>('POST', '/api/v1/applications', body);

/** @param revision the draft's revision this edit began from
 *  @throws ApiError 409 or 412 when another tab saved meanwhile */
export const saveApplication = (id: string, revision: number | undefined, body: { answers?: Answers; datasets?: string[]; language?: string }) =>
  sendJson<ApplicationView>('PUT', one(id), { ...body, ...(revision === undefined ? {} : { revision }) });

export const submitApplication = (id: string) => sendJson<ApplicationView>('POST', `${one(id)}/submit`, {});
export const deleteApplication = (id: string) => sendJson<undefined>('DELETE', one(id));

export const legPath = (node: string): string => `/legs/${encodeURIComponent(node)}`;

/** One unsafe call that changes an application; everything shown of it is read again afterwards. */
export const useApplicationChange = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: unknown }) => sendJson<unknown>('POST', `${one(id)}${path}`, body),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['application', id] }), client.invalidateQueries({ queryKey: ['applications'] })]),
  });
};

export const useDesk = (show: string, enabled: boolean) =>
  useQuery({ queryKey: ['desk', 'list', show], enabled, queryFn: ({ signal }) => getJson<DeskList>(`/api/v1/desk?show=${show}`, signal), placeholderData: keepPreviousData, refetchInterval: liveMs });
/** Every read of a leg is a line in the audit trail: it is read when it is opened and after an action, never by a timer. */
export const useDeskLeg = (application: string, node: string, enabled: boolean) =>
  useQuery({ queryKey: ['desk', application, node], enabled, refetchOnWindowFocus: false, queryFn: ({ signal }) => getJson<DeskLeg>(deskLeg(application, node), signal) });

export const useLegAction = (application: string, node: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: LegAction) => sendJson<unknown>('POST', `${deskLeg(application, node)}/actions`, action),
    onSettled: () => client.invalidateQueries({ queryKey: ['desk'] }),
  });
};
