import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../node/app.ts';
import { createApp } from '../../node/app.ts';
import { toConfig } from '../../node/config/config.ts';
import { loadSecrets } from '../../node/config/secrets.ts';
import type { Operation } from '../../node/http/operation.ts';
import { hasRole } from '../../core/roles.ts';
import type { Role } from '../../core/roles.ts';
import { rolesFor } from '../../node/identity/caller-from-claims.ts';
import { emptyFolder } from '../demo/folder.ts';
import { placesOf } from '../demo/places.ts';
import type { Places } from '../demo/places.ts';
import { freePortBase } from '../demo/ports.ts';
import type { Running } from '../demo/processes.ts';
import { startProgram, stopProgram, untilReady } from '../demo/processes.ts';
import { nodeProgram, providerProgram } from '../demo/programs.ts';
import { obtainToken } from '../demo/token.ts';
import { ensureTrust } from '../demo/trust.ts';
import { findUser } from '../demo/users.ts';
import { newDatabaseUrl } from '../support/database.ts';

/** One French node in this process, with the demo's real identity provider beside it. */
let places: Places;
let folder: string;
let provider: Running;
let app: App;
const tokens = new Map<string, string>();

const nobody = 'nobody';
const logins = ['researcher', 'case-handler-fr', 'decision-maker-fr', 'data-holder-fr', 'operator-fr', 'coordinator', 'auditor', 'case-handler-fi'];
const rolesOf = (login: string): readonly Role[] => rolesFor(findUser(login)?.roles, 'FR');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ehds-routes-'));
  places = placesOf(folder, await freePortBase());
  await ensureTrust(places, new Date().toISOString());
  const program = await providerProgram(places);
  provider = await startProgram(places.folder, program);
  await untilReady(provider, 30_000);
  const { env } = await nodeProgram(places, 'FR', {}, {});
  const full = { ...env, DATABASE_URL: await newDatabaseUrl(), SOURCES_FILE: '' };
  const config = toConfig(Object.fromEntries(Object.entries(full).filter(([, value]) => value !== '')));
  app = await createApp({ config, secrets: await loadSecrets(config, full), log: pino({ level: 'fatal' }) });
  await app.listen();
  for (const login of logins) tokens.set(login, await obtainToken({ issuer: places.provider.issuer, login, audience: places.node('FR').portal }));
}, 120_000);

afterAll(async () => {
  await app?.stop();
  if (provider !== undefined) await stopProgram(provider);
  await emptyFolder(folder);
});

const somewhere = (operation: Operation): string => operation.path.replace(/[:*]\w+/g, '019a0000-0000-7000-8000-000000000000').replace(/[{}]/g, '');

const ask = async (operation: Operation, login: string): Promise<{ status: number; code: string }> => {
  const token = tokens.get(login);
  const unsafe = operation.method !== 'GET' && operation.method !== 'DELETE';
  const response = await fetch(`${places.node('FR').portal}${somewhere(operation)}`, {
    method: operation.method,
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
    headers: { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...(unsafe && { 'content-type': 'application/json' }) },
    ...(unsafe && { body: '{}' }),
  });
  const text = await response.text();
  const code = /"code":"([a-z-]+)"(?:,"requestId"|}])/.exec(text)?.[1] ?? '';
  return { status: response.status, code };
};

const mayCall = (operation: Operation, login: string): boolean => {
  const { access } = operation;
  if (access.kind === 'public') return true;
  if (login === nobody) return false;
  if (access.kind === 'signed-in') return true;
  return access.kind === 'roles' && hasRole({ roles: rolesOf(login), person: '', name: '', email: undefined, language: 'en', holder: undefined }, ...access.roles);
};

const wrongAnswer = async (operation: Operation, login: string): Promise<string | undefined> => {
  const { status, code } = await ask(operation, login);
  const where = `${login}: ${operation.method} ${operation.path} → ${status} ${code}`;
  if (status === 500) return `${where} (a defect)`;
  const shut = status === 401 || (status === 403 && code === 'role-missing');
  if (mayCall(operation, login)) return shut && operation.access.kind !== 'public' ? `${where} (should be open)` : undefined;
  if (!shut) return `${where} (should be shut)`;
  return (login === nobody) === (status === 401) ? undefined : `${where} (401 is for nobody, 403 for somebody else)`;
};

describe('every route, as every role', () => {
  it('is open exactly to those it names, and never fails inside', async () => {
    expect(app.operations.public.length).toBeGreaterThan(50);
    const wrong: string[] = [];
    for (const operation of app.operations.public)
      for (const login of [nobody, ...logins]) {
        const fault = await wrongAnswer(operation, login);
        if (fault !== undefined) wrong.push(fault);
      }
    expect(wrong).toEqual([]);
  }, 180_000);

  it('names each address and method once', () => {
    const names = app.operations.public.map((operation) => `${operation.method} ${operation.path}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('hides no address behind an earlier pattern', () => {
    const patterns = app.operations.public.map((operation) => ({ operation, matches: new RegExp(`^${operation.path.split('/').map((part) => (/^:\w+$/.test(part) ? '[^/]+' : part.replace(/[^\w-]/g, '\\$&'))).join('/')}$`) }));
    const hidden = patterns.flatMap(({ operation }, at) => {
      const before = patterns.slice(0, at).find((earlier) => earlier.operation.method === operation.method && earlier.matches.test(somewhere(operation)));
      return before === undefined ? [] : [`${operation.method} ${operation.path} behind ${before.operation.path}`];
    });
    expect(hidden).toEqual([]);
  });

  it('keeps partner and operations addresses off the public listener', async () => {
    const publicNames = new Set(app.operations.public.map((operation) => `${operation.method} ${operation.path}`));
    const hidden = [...app.operations.partner, ...app.operations.ops].filter((operation) => !publicNames.has(`${operation.method} ${operation.path}`));
    expect(hidden.length).toBeGreaterThan(3);
    for (const operation of hidden) {
      const { status } = await ask(operation, 'operator-fr');
      expect([404, 405], `${operation.method} ${operation.path} answered ${status}`).toContain(status);
    }
    expect(app.operations.partner.every((operation) => operation.access.kind === 'partner')).toBe(true);
  });
});

