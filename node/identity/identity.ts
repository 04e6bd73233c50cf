import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError, isAppError } from '../../core/errors.ts';
import type { Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { callerFromClaims } from './caller-from-claims.ts';
import type { Provider } from './provider.ts';
import type { SessionStore } from './session-store.ts';

export type IdentityDeps = { node: string; db: Db; store: SessionStore; provider: Provider; audit: Audit; clock: Clock; sessionHours: number; sessionKey: string };
export type Authenticated = { readonly caller: Caller; readonly csrf: string | undefined };

const attemptMinutes = 10;
const hash = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Only a path of this site: no scheme, no host, no `//`. */
export const safeReturn = (asked: string | undefined): string => (asked !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(asked) ? asked : '/');

/** Sign-in, sessions and tokens of people. A session lives in the database; its cookie holds a random token and a MAC that keeps guesses from reaching the database. */
export const createIdentity = (deps: IdentityDeps) => {
  const mac = (token: string): string => createHmac('sha256', deps.sessionKey).update(token).digest('base64url');
  const tokenOf = (cookie: string): string | undefined => {
    const [token = '', given = ''] = cookie.split('.');
    const wanted = Buffer.from(mac(token));
    const got = Buffer.from(given);
    return wanted.length === got.length && timingSafeEqual(wanted, got) ? token : undefined;
  };
  const audited = (actor: string, action: string, outcome: 'success' | 'refused', details: Record<string, string> = {}): Promise<void> =>
    deps.audit.recordAlone(deps.db, { actor, role: undefined, action, target: `node:${deps.node}`, outcome, details });
  return {
    begin: async (returnTo: string | undefined): Promise<{ address: string; state: string }> => {
      const { address, attempt } = await deps.provider.begin(safeReturn(returnTo));
      await deps.store.rememberAttempt(attempt, instantOf(deps.clock.ms() + attemptMinutes * 60_000));
      return { address, state: attempt.state };
    },
    /** @param boundState state in the browser's own cookie: another browser cannot finish this login */
    finish: async (currentAddress: string, state: string, boundState: string | undefined): Promise<{ cookie: string; returnTo: string; seconds: number }> => {
      const attempt = state === boundState ? await deps.store.takeAttempt(state, deps.clock.now()) : undefined;
      if (attempt === undefined) {
        await audited('anonymous', 'sign-in', 'refused', { code: 'login-unknown' });
        throw new AppError('unauthenticated', 'login-unknown', 'This sign-in was not started in this browser, or more than ten minutes ago. Start it again.');
      }
      const { claims, idToken } = await deps.provider.finish(currentAddress, attempt).catch(async (error: unknown) => {
        await audited('anonymous', 'sign-in', 'refused', { code: isAppError(error) ? error.code : 'internal' });
        throw error;
      });
      const caller = callerFromClaims(claims, deps.node);
      const token = randomBytes(32).toString('base64url');
      const seconds = deps.sessionHours * 3600;
      const now = deps.clock.now();
      await deps.store.open(hash(token), { caller, csrf: randomBytes(18).toString('base64url'), idToken }, now, instantOf(deps.clock.ms() + seconds * 1000));
      await audited(caller.person, 'sign-in', 'success');
      return { cookie: `${token}.${mac(token)}`, returnTo: attempt.returnTo, seconds };
    },
    bySession: async (cookie: string): Promise<Authenticated | undefined> => {
      const token = tokenOf(cookie);
      const session = token === undefined ? undefined : await deps.store.find(hash(token), deps.clock.now());
      return session === undefined ? undefined : { caller: session.caller, csrf: session.csrf };
    },
    byToken: async (bearer: string): Promise<Authenticated> => ({ caller: callerFromClaims(await deps.provider.verifyToken(bearer), deps.node), csrf: undefined }),
    signOut: async (cookie: string, home: string): Promise<string> => {
      const token = tokenOf(cookie);
      if (token === undefined) return home;
      const session = await deps.store.find(hash(token), deps.clock.now());
      await deps.store.close(hash(token));
      if (session !== undefined) await audited(session.caller.person, 'sign-out', 'success');
      return (await deps.provider.endSessionAddress(session?.idToken, home)) ?? home;
    },
    removeExpired: (): Promise<void> => deps.store.removeExpired(deps.clock.now()),
  };
};
export type Identity = ReturnType<typeof createIdentity>;
