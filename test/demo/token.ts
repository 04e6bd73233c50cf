// Gets a real access token by walking the real flow: authorization code with PKCE, sign-in form, token endpoint. No back door.
import { createHash, randomBytes } from 'node:crypto';
import { apiScope, cliClient } from './provider/configuration.ts';
import { demoPassword } from './users.ts';

export type TokenRequest = { readonly issuer: string; readonly login: string; readonly audience: string };

class Jar {
  readonly #cookies = new Map<string, string>();
  keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
  header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

const call = async (jar: Jar, url: string | URL, form?: Record<string, string>): Promise<Response> => {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: jar.header() },
    signal: AbortSignal.timeout(10_000),
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  });
  jar.keep(response);
  return response;
};

/** Follows the provider's own redirects until it sends us back with a code. */
const walk = async (jar: Jar, start: URL, login: string): Promise<string> => {
  let at: URL = start;
  for (let step = 0; step < 10; step++) {
    const signIn = at.pathname.startsWith('/sign-in/');
    let response = await call(jar, at);
    if (signIn && response.status === 200) response = await call(jar, at, { login, password: demoPassword });
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${response.status} to ${at.pathname}: ${(await response.text()).slice(0, 200)}`);
    at = new URL(location, at);
    if (at.href.startsWith(cliClient.redirectUri)) {
      const code = at.searchParams.get('code');
      if (code === null) throw new Error(`the provider refused: ${at.searchParams.get('error')} ${at.searchParams.get('error_description') ?? ''}`);
      return code;
    }
  }
  throw new Error('the provider sends us in circles');
};

/** @returns a JWT access token of `login` for the node whose public URL is `audience` */
export const obtainToken = async ({ issuer, login, audience }: TokenRequest): Promise<string> => {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL('/auth', issuer);
  url.search = new URLSearchParams({
    client_id: cliClient.id, response_type: 'code', redirect_uri: cliClient.redirectUri, scope: `openid profile email ${apiScope}`, resource: audience,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256', state: randomBytes(8).toString('hex'),
  }).toString();
  const jar = new Jar();
  const code = await walk(jar, url, login);
  const response = await call(jar, new URL('/token', issuer), {
    grant_type: 'authorization_code', client_id: cliClient.id, code, redirect_uri: cliClient.redirectUri, code_verifier: verifier, resource: audience,
  });
  const answer = (await response.json()) as { access_token?: string; error_description?: string };
  if (answer.access_token === undefined) throw new Error(`no token: ${answer.error_description ?? response.status}`);
  return answer.access_token;
};
