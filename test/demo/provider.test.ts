import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProvider } from '../../node/identity/provider.ts';
import { rolesFor } from '../../node/identity/caller-from-claims.ts';
import type { Places } from './places.ts';
import { placesOf } from './places.ts';
import { freePortBase } from './ports.ts';
import type { Running } from './processes.ts';
import { startProgram, stopProgram, untilReady } from './processes.ts';
import { providerProgram } from './programs.ts';
import { obtainToken } from './token.ts';
import { readFile } from 'node:fs/promises';

let places: Places;
let running: Running;

beforeAll(async () => {
  places = placesOf(await mkdtemp(join(tmpdir(), 'ehds-provider-')), await freePortBase());
  for (const node of places.nodes) await mkdir(node.folder, { recursive: true });
  running = await startProgram(places.folder, await providerProgram(places));
  await untilReady(running, 20_000);
});
afterAll(async () => {
  await stopProgram(running);
  await rm(places.folder, { recursive: true, force: true });
});

/** A browser's cookies. */
const browser = () => {
  const cookies = new Map<string, string>();
  return async (url: string | URL, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(url, {
      redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) cookies.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).split(';')[0] ?? '');
    return response;
  };
};

describe('demo identity provider', () => {
  it('gives a token for one node, with the roles of the user, that this node alone accepts', async () => {
    const token = await obtainToken({ issuer: places.provider.issuer, login: 'case-handler-fi', audience: places.node('FI').portal });
    const keys = createRemoteJWKSet(new URL(`${places.provider.issuer}/jwks`));
    const { payload } = await jwtVerify(token, keys, { issuer: places.provider.issuer, audience: places.node('FI').portal });
    expect(rolesFor(payload['ehds_roles'], 'FI')).toEqual(['case-handler']);
    expect(rolesFor(payload['ehds_roles'], 'DE')).toEqual([]);
    await expect(jwtVerify(token, keys, { audience: places.node('DE').portal })).rejects.toThrow(/aud/);
  });

  it('gives no token for an address that is not a node of the consortium', async () => {
    await expect(obtainToken({ issuer: places.provider.issuer, login: 'researcher', audience: 'http://127.0.0.1:9/' })).rejects.toThrow(/refused|answered/);
  });

  it("walks a node's own sign-in: wrong password told, right one back with the claims, no second question afterwards", async () => {
    const node = places.node('DE');
    const provider = createProvider({
      issuer: places.provider.issuer, clientId: 'node-de', clientSecret: await readFile(join(node.folder, 'oidc-client-secret'), 'utf8'), audience: node.portal, redirectUri: `${node.portal}/login/callback`, allowHttp: true,
    });
    const { address, attempt } = await provider.begin('/desk');
    const visit = browser();
    const form = new URL((await visit(address)).headers.get('location') ?? '', places.provider.issuer);
    expect(await (await visit(form)).text()).toContain('<form method="post"');
    const wrong = await visit(form, { login: 'decision-maker-de', password: 'guess' });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('do not belong together');
    let response = await visit(form, { login: 'decision-maker-de', password: 'demo' });
    while (response.headers.get('location')?.startsWith(node.portal) === false) response = await visit(new URL(response.headers.get('location') ?? '', places.provider.issuer));
    const { claims } = await provider.finish(response.headers.get('location') ?? '', attempt);
    expect(claims['sub']).toBe('decision-maker-de');
    expect(claims['name']).toBe('Decision maker DE, demo');
    expect(rolesFor(claims['ehds_roles'], 'DE')).toEqual(['decision-maker', 'case-handler']);
  });
});
