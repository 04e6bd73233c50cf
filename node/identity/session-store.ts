import type { Db } from '../storage/db.ts';
import type { Caller } from '../../core/roles.ts';
import type { Instant } from '../../core/clock.ts';

type Tables = {
  login_attempts: { state: string; code_verifier: string; nonce: string; return_to: string; expires_at: string };
  sessions: { token_hash: string; person: string; caller: Caller; csrf: string; id_token: string | null; created_at: string; expires_at: string };
};

export type LoginAttempt = { readonly state: string; readonly codeVerifier: string; readonly nonce: string; readonly returnTo: string };
export type StoredSession = { readonly caller: Caller; readonly csrf: string; readonly idToken: string | undefined };

/** Sessions and half-done logins. The cookie's token is never stored, only its hash. */
export const createSessionStore = (db: Db) => {
  const tables = db.withTables<Tables>();
  return {
    rememberAttempt: async (attempt: LoginAttempt, expiresAt: Instant): Promise<void> => {
      await tables
        .insertInto('login_attempts')
        .values({ state: attempt.state, code_verifier: attempt.codeVerifier, nonce: attempt.nonce, return_to: attempt.returnTo, expires_at: expiresAt })
        .execute();
    },
    /** Once only: the second use of the same answer finds nothing. */
    takeAttempt: async (state: string, now: Instant): Promise<LoginAttempt | undefined> => {
      const row = await tables.deleteFrom('login_attempts').where('state', '=', state).returningAll().executeTakeFirst();
      if (row === undefined || row.expires_at < now) return undefined;
      return { state: row.state, codeVerifier: row.code_verifier, nonce: row.nonce, returnTo: row.return_to };
    },
    open: async (tokenHash: string, session: StoredSession, now: Instant, expiresAt: Instant): Promise<void> => {
      await tables
        .insertInto('sessions')
        .values({
          token_hash: tokenHash, person: session.caller.person, caller: JSON.stringify(session.caller) as unknown as Caller, csrf: session.csrf,
          id_token: session.idToken ?? null, created_at: now, expires_at: expiresAt,
        })
        .execute();
    },
    find: async (tokenHash: string, now: Instant): Promise<StoredSession | undefined> => {
      const row = await tables.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash).where('expires_at', '>', now).executeTakeFirst();
      return row === undefined ? undefined : { caller: row.caller, csrf: row.csrf, idToken: row.id_token ?? undefined };
    },
    close: async (tokenHash: string): Promise<void> => {
      await tables.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
    },
    removeExpired: async (now: Instant): Promise<void> => {
      await tables.deleteFrom('sessions').where('expires_at', '<=', now).execute();
      await tables.deleteFrom('login_attempts').where('expires_at', '<=', now).execute();
    },
  };
};
export type SessionStore = ReturnType<typeof createSessionStore>;
