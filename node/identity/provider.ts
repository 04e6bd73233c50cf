import * as client from 'openid-client';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { AppError } from '../../core/errors.ts';
import type { LoginAttempt } from './session-store.ts';

export type ProviderSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly audience: string;
  readonly redirectUri: string;
  /** Demo only: an issuer on plain http. */
  readonly allowHttp: boolean;
};

export type LoginAnswer = { readonly claims: Readonly<Record<string, unknown>>; readonly idToken: string | undefined };

/** The identity provider: code flow with PKCE for people, JWT access tokens for programs. Found lazily, so that a node starts while its provider is down. */
export const createProvider = (settings: ProviderSettings) => {
  let found: Promise<client.Configuration> | undefined;
  const discover = (): Promise<client.Configuration> => {
    found ??= client
      .discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, settings.allowHttp ? { execute: [client.allowInsecureRequests] } : {})
      .catch((cause: unknown) => {
        found = undefined;
        throw new AppError('unavailable', 'identity-provider-unreachable', 'Sign-in is not possible now: the identity provider does not answer. Your work is safe; try again in a minute.', { cause, retryAfterSeconds: 30 });
      });
    return found;
  };
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  const keySet = async (): Promise<ReturnType<typeof createRemoteJWKSet>> => {
    const address = (await discover()).serverMetadata().jwks_uri;
    if (address === undefined) throw new Error('the identity provider publishes no keys');
    keys ??= createRemoteJWKSet(new URL(address));
    return keys;
  };
  return {
    /** Address to send the browser to, and what must be remembered until it comes back. */
    begin: async (returnTo: string): Promise<{ address: string; attempt: LoginAttempt }> => {
      const config = await discover();
      const attempt = { state: client.randomState(), nonce: client.randomNonce(), codeVerifier: client.randomPKCECodeVerifier(), returnTo };
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: settings.redirectUri,
        scope: 'openid profile email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, attempt };
    },
    /** @throws AppError `login-failed` when the answer does not belong to the attempt */
    finish: async (currentAddress: string, attempt: LoginAttempt): Promise<LoginAnswer> => {
      const config = await discover();
      try {
        const tokens = await client.authorizationCodeGrant(config, new URL(currentAddress), {
          expectedState: attempt.state, expectedNonce: attempt.nonce, pkceCodeVerifier: attempt.codeVerifier, idTokenExpected: true,
        });
        return { claims: { ...tokens.claims() }, idToken: tokens.id_token };
      } catch (cause) {
        throw new AppError('unauthenticated', 'login-failed', 'Sign-in was not completed. Start it again.', { cause });
      }
    },
    /** @throws AppError `token-expired` or `token-invalid` */
    verifyToken: async (token: string): Promise<Readonly<Record<string, unknown>>> => {
      const set = await keySet();
      try {
        const { payload } = await jwtVerify(token, set, { issuer: settings.issuer, audience: settings.audience, algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'], requiredClaims: ['sub', 'exp'] });
        return payload;
      } catch (cause) {
        if (cause instanceof errors.JWTExpired) throw new AppError('unauthenticated', 'token-expired', 'The bearer token has expired: get a new one and repeat the request.', { cause });
        throw new AppError('unauthenticated', 'token-invalid', 'The bearer token is not one this node accepts: wrong issuer, audience, signature or form.', { cause });
      }
    },
    endSessionAddress: async (idToken: string | undefined, returnTo: string): Promise<string | undefined> => {
      const config = await discover().catch(() => undefined);
      if (config?.serverMetadata().end_session_endpoint === undefined || idToken === undefined) return undefined;
      return client.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: returnTo }).href;
    },
  };
};
export type Provider = ReturnType<typeof createProvider>;
