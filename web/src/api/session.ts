import { useQuery } from '@tanstack/react-query';
import type { Session } from '../../../core/api/session.ts';
import type { Role } from '../../../core/roles.ts';
import { getJson, rememberCsrfToken, sendJson } from './client.ts';

const readSession = async (): Promise<Session> => {
  const session = await getJson<Session>('/api/v1/session');
  rememberCsrfToken(session.csrfToken);
  return session;
};

/** Who is signed in and which node this is; read once and again when the window comes back. */
export const useSession = () => useQuery({ queryKey: ['session'], queryFn: readSession, staleTime: 60_000 });

export const mayAct = (session: Session | undefined, ...wanted: readonly Role[]): boolean => wanted.some((role) => session?.person?.roles.includes(role) ?? false);

/** The whole page goes to the provider and comes back to `path`. */
export const loginAddress = (path: string): string => `/login?return=${encodeURIComponent(path)}`;

/** @returns where to go next: the provider's own sign-out, or this site */
export const signOut = () => sendJson<{ next?: string } | undefined>('POST', '/logout');
