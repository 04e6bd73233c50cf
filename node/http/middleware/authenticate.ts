import { parseCookie } from 'cookie';
import type { Request, RequestHandler } from 'express';
import { AppError, isAppError } from '../../../core/errors.ts';
import type { Identity } from '../../identity/identity.ts';
import { attach } from '../run-operation.ts';

/** Cookies know no ports: several nodes on one host need names of their own. */
export const sessionCookie = (node: string): string => `ehds_session_${node}`;
export const cookieOf = (req: Request, name: string): string | undefined => parseCookie(req.headers.cookie ?? '')[name];

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Who is asking: a bearer token wins over a session cookie. A wrong token is told only where someone must be signed in.
 *  Unsafe requests of a cookie session must carry its `x-csrf-token`. */
export const authenticate =
  (identity: Identity, node: string): RequestHandler =>
  async (req, _res, next) => {
    const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      try {
        attach(req, { caller: (await identity.byToken(bearer)).caller });
      } catch (error) {
        if (!isAppError(error)) throw error;
        attach(req, { authError: error });
      }
      next();
      return;
    }
    const cookie = cookieOf(req, sessionCookie(node));
    const session = cookie === undefined ? undefined : await identity.bySession(cookie);
    if (session !== undefined) {
      if (!safeMethods.includes(req.method) && req.headers['x-csrf-token'] !== session.csrf)
        throw new AppError('forbidden', 'csrf', 'The request does not come from this site\'s own page: reload the page and try again.');
      attach(req, { caller: session.caller, csrf: session.csrf });
    }
    next();
  };
