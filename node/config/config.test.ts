import { describe, expect, it } from 'vitest';
import { ConfigError, toConfig } from './config.ts';
import { Secret } from './secrets.ts';

const good = {
  NODE_ID: 'FR', NODE_COUNTRY: 'FR', PUBLIC_URL: 'https://node.example', KEYS_DIR: '/keys', DIRECTORY_KEYS_FILE: '/keys/directory.jwks', DIRECTORY_URL: 'https://hub.example/directory',
  OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'node-fr', OIDC_CLIENT_SECRET_FILE: '/keys/oidc',
};
const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    toConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('configuration', () => {
  it('gives every optional setting a safe value', () => {
    expect(toConfig(good)).toMatchObject({ node: { demo: false, coordinator: false }, exchange: { retryBaseMs: 30_000, retryCapMs: 21_600_000 }, storage: { embedded: true } });
  });
  it('tells all problems at once, each with its name and what to do', () => {
    const problems = problemsOf({ ...good, NODE_ID: 'fr', PUBLIC_PORT: 'web', NODE_TIME_ZONE: 'Paris' });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^NODE_ID must look like FR/);
    expect(problems[1]).toMatch(/^PUBLIC_PORT .*public listener \(port\)/);
  });
  it('names what is missing and what it is for', () => {
    const { KEYS_DIR: _gone, ...rest } = good;
    expect(problemsOf(rest)).toEqual(['KEYS_DIR is missing: set it to key files written by `ehds-node certs init`.']);
  });
  it.each([
    ['a demo in production', { DEMO_MODE: 'true', NODE_ENV: 'production' }, /DEMO_MODE is on while NODE_ENV is production/],
    ['an http identity provider outside the demo', { OIDC_ISSUER: 'http://id.example' }, /OIDC_ISSUER is plain http/],
    ['a retry cap below its base', { RETRY_CAP_MS: '10' }, /RETRY_CAP_MS is below RETRY_BASE_MS/],
    ['a time zone that is none', { NODE_TIME_ZONE: 'Paris' }, /NODE_TIME_ZONE "Paris" is not a time zone/],
    ['a coordinator without the directory key', { COORDINATOR: 'true' }, /DIRECTORY_SIGNING_KEY_FILE is missing/],
  ])('refuses %s', (_what, more, sentence) => {
    expect(problemsOf({ ...good, ...more }).join('\n')).toMatch(sentence);
  });
});

describe('a secret', () => {
  it('prints as nothing, wherever it is printed', () => {
    const secret = new Secret('hunter2');
    expect([`${secret}`, JSON.stringify({ secret }), String(secret)].join(' ')).not.toContain('hunter2');
    expect(secret.reveal()).toBe('hunter2');
  });
});
