import { stringifySetCookie } from 'cookie';
import type { Identity } from '../../../identity/identity.ts';
import { cookieOf, sessionCookie } from '../../middleware/authenticate.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

export type LoginParts = { readonly identity: Identity; readonly node: string; readonly publicUrl: string };
const attemptCookie = (node: string): string => `ehds_login_${node}`;
const cookie = (parts: LoginParts, name: string, value: string, maxAge: number): string =>
  stringifySetCookie({ name, value, httpOnly: true, sameSite: 'lax', secure: parts.publicUrl.startsWith('https:'), path: '/', maxAge });

export const login = (parts: LoginParts): Operation => ({
  method: 'GET',
  path: '/login',
  access: everyone,
  summary: 'Sends the browser to the identity provider',
  perMinute: 60,
  handle: async (req, res) => {
    const asked = req.query['return'];
    const { address, state } = await parts.identity.begin(typeof asked === 'string' ? asked : undefined);
    res.setHeader('set-cookie', cookie(parts, attemptCookie(parts.node), state, 600));
    res.redirect(303, address);
  },
});

export const loginCallback = (parts: LoginParts): Operation => ({
  method: 'GET',
  path: '/login/callback',
  access: everyone,
  summary: 'Takes the answer of the identity provider and opens a session',
  perMinute: 60,
  handle: async (req, res) => {
    const state = typeof req.query['state'] === 'string' ? req.query['state'] : '';
    const done = await parts.identity.finish(`${parts.publicUrl}${req.originalUrl}`, state, cookieOf(req, attemptCookie(parts.node)));
    res.setHeader('set-cookie', [cookie(parts, sessionCookie(parts.node), done.cookie, done.seconds), cookie(parts, attemptCookie(parts.node), '', 0)]);
    res.redirect(303, done.returnTo);
  },
});

export const logout = (parts: LoginParts): Operation => ({
  method: 'POST',
  path: '/logout',
  access: everyone,
  body: 'none',
  summary: 'Closes the session here and, where it can, at the identity provider; answers where to go next',
  handle: async (req, res) => {
    const address = await parts.identity.signOut(cookieOf(req, sessionCookie(parts.node)) ?? '', `${parts.publicUrl}/`);
    res.setHeader('set-cookie', cookie(parts, sessionCookie(parts.node), '', 0));
    res.json({ next: address });
  },
});
