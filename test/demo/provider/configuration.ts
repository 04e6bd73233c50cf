import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { findUser } from '../users.ts';
import { MemoryAdapter } from './adapter.ts';
import { loggedOutPage, logoutPage } from './pages.ts';

/** One node as a client of the provider: confidential, code flow with PKCE. `resource` is the audience of its bearer tokens. */
export type NodeClient = { readonly id: string; readonly secret: string; readonly redirectUris: readonly string[]; readonly afterLogout: readonly string[]; readonly resource: string };
export type ProviderFile = { readonly issuer: string; readonly port: number; readonly clients: readonly NodeClient[]; readonly cookieKey: string; readonly jwks: { readonly keys: readonly JWK[] } };

/** Made once per demo folder, so that tokens and sessions survive a restart of the provider. */
export const newProviderSecrets = async (): Promise<Pick<ProviderFile, 'cookieKey' | 'jwks'>> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex'), use: 'sig', alg: 'ES256' };
  return { cookieKey: randomBytes(32).toString('base64url'), jwks: { keys: [jwk] } };
};

/** The client of `npm run demo -- token`: a public one, as a command line tool must be. */
export const cliClient = { id: 'demo-cli', redirectUri: 'http://127.0.0.1/demo-cli' } as const;

/** The scope an access token for a node carries. */
export const apiScope = 'ehds';

const claimsOf = (login: string) => {
  const user = findUser(login);
  if (user === undefined) return {};
  return { name: user.name, email: `${user.login}@demo.invalid`, email_verified: true, locale: user.locale, ehds_roles: user.roles, ...(user.holder === undefined ? {} : { ehds_holder: user.holder }) };
};

export const toConfiguration = (file: ProviderFile): Record<string, unknown> => ({
  adapter: MemoryAdapter,
  jwks: file.jwks,
  cookies: { keys: [file.cookieKey] },
  clients: [
    ...file.clients.map((client) => ({
      client_id: client.id, client_secret: client.secret, redirect_uris: client.redirectUris, post_logout_redirect_uris: client.afterLogout,
      grant_types: ['authorization_code'], response_types: ['code'], id_token_signed_response_alg: 'ES256',
    })),
    {
      client_id: cliClient.id, token_endpoint_auth_method: 'none', application_type: 'native', redirect_uris: [cliClient.redirectUri],
      grant_types: ['authorization_code'], response_types: ['code'], id_token_signed_response_alg: 'ES256',
    },
  ],
  pkce: { required: () => true },
  scopes: ['openid', 'profile', 'email', apiScope],
  claims: { openid: ['sub', 'ehds_roles', 'ehds_holder'], profile: ['name', 'locale'], email: ['email', 'email_verified'] },
  // An access token for a node cannot be used at the userinfo endpoint, so the ID token itself carries the claims.
  conformIdTokenClaims: false,
  findAccount: async (_ctx: unknown, login: string) => (findUser(login) === undefined ? undefined : { accountId: login, claims: async () => ({ sub: login, ...claimsOf(login) }) }),
  extraTokenClaims: async (_ctx: unknown, token: { accountId?: string }) => (token.accountId === undefined ? undefined : claimsOf(token.accountId)),
  interactions: { url: (_ctx: unknown, interaction: { uid: string }) => `/sign-in/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: true, logoutSource: logoutPage, postLogoutSuccessSource: loggedOutPage },
    resourceIndicators: {
      enabled: true,
      // Sign-in on a page asks for no resource; the command line client names one.
      defaultResource: async (_ctx: unknown, _client: unknown, oneOf?: string[]) => oneOf?.[0],
      useGrantedResource: async () => true,
      getResourceServerInfo: async (_ctx: unknown, resource: string) => {
        const known = file.clients.find((client) => client.resource === resource);
        if (known === undefined) throw new Error(`unknown resource ${resource}`);
        return { scope: apiScope, audience: known.resource, accessTokenFormat: 'jwt', accessTokenTTL: ttlSeconds.AccessToken, jwt: { sign: { alg: 'ES256' } } };
      },
    },
  },
  ttl: ttlSeconds,
  clientBasedCORS: () => false,
});

// One working day for sessions; a quarter of an hour to type a password.
const ttlSeconds = { AccessToken: 3600, AuthorizationCode: 60, IdToken: 3600, Interaction: 900, Session: 43_200, Grant: 43_200 } as const;
