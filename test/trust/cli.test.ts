// The operator's commands, from a new consortium to a rotated key, as in docs/runbook.md. Run in this process: a command is a function of its words and the environment.
import { Command } from 'commander';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openKeyRing } from '../../certs/open-key-ring.ts';
import { register as registerCerts } from '../../node/cli/certs.ts';
import { register as registerDirectory } from '../../node/cli/directory.ts';
import { register as registerJoin } from '../../node/cli/join.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import { newDatabaseUrl } from '../support/database.ts';
import type { TrustNode } from '../support/trust-node.ts';
import { openTrustNode } from '../support/trust-node.ts';

let consortium: TestConsortium;
let eu: TrustNode;
let folder: string;
let printed: string[] = [];
const before = { ...process.env };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ehds-cli-'));
  consortium = await testConsortium(['EU', 'FR']);
  eu = await openTrustNode(consortium, 'EU');
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')));
});
afterAll(async () => {
  vi.restoreAllMocks();
  await eu.close();
  await consortium.remove();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  process.env = { ...before };
  process.exitCode = 0;
});

/** @returns what the command printed */
const run = async (...words: string[]): Promise<string> => {
  printed = [];
  const program = new Command().exitOverride();
  for (const register of [registerCerts, registerDirectory, registerJoin]) register(program);
  await program.parseAsync(['node', 'ehds-node', ...words]);
  return printed.join('\n');
};

const asNode = (id: string, keysDir: string, databaseUrl: string, more: Record<string, string> = {}): void => {
  const portal = consortium.nodes[0]!.portal;
  Object.assign(process.env, {
    NODE_ID: id, NODE_COUNTRY: id.slice(0, 2), PUBLIC_URL: 'http://127.0.0.1:1', KEYS_DIR: keysDir, DATABASE_URL: databaseUrl, DEMO_MODE: 'true', DIRECTORY_KEYS_FILE: consortium.directoryKeysFile, DIRECTORY_URL: `${portal}/directory`,
    OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET_FILE: join(consortium.dir, 'oidc-secret'), SESSION_KEY_FILE: join(folder, 'session.key'), DATA_DIR: folder, ...more,
  });
};
const asCoordinator = (): void => asNode('EU', consortium.keysDir('EU'), eu.database.url, { COORDINATOR: 'true', DIRECTORY_SIGNING_KEY_FILE: consortium.directorySigningKeyFile, CONSORTIUM_CA_DIR: consortium.caDir });

// Several commands each: on a busy machine more than the usual minute.
describe('the runbook', { timeout: 180_000 }, () => {
  const keys = () => join(folder, 'SE');
  let database: string;
  const join3 = () => run('join', '--node', 'SE', '--name', 'Sweden', '--country', 'SE', '--gateway', 'https://127.0.0.1:1', '--portal', 'http://127.0.0.1:1', '--keys', keys(), '--coordinator', consortium.nodes[0]!.portal, '--directory-keys', consortium.directoryKeysFile);

  it('add a partner: join, compare, approve, join', async () => {
    database = await newDatabaseUrl();
    const fingerprint = /\n {2}([0-9a-f ]{39})\n/.exec(await join3())![1]!;
    expect(await join3()).toContain('Not decided yet');
    asCoordinator();
    const asked = await run('directory', 'requests');
    expect(asked).toContain(fingerprint);
    const id = asked.split(' ')[0]!;
    await expect(run('directory', 'approve', id, ...'0'.repeat(32).match(/.{4}/g)!)).rejects.toThrow(/fingerprint/);
    expect(await run('directory', 'approve', id, ...fingerprint.split(' '))).toContain('SE is a participant');
    process.env = { ...before };
    expect(await join3()).toContain('is a participant of Test consortium');
    asNode('SE', keys(), database);
    expect(await run('directory', 'list')).toMatch(/SE +active/);
  });
  it('leaves private keys that only their owner may read', async () => {
    const files = (await readdir(keys())).filter((file) => file.endsWith('.key.pem'));
    expect(files).toHaveLength(3);
    for (const file of files) expect((await stat(join(keys(), file))).mode & 0o777).toBe(0o600);
  });
  it('rotate a key: next, rehearse, switch', async () => {
    asNode('SE', keys(), database);
    expect(await run('certs', 'next', 'tls')).toContain('is listed from directory version');
    await expect(run('certs', 'next', 'tls')).rejects.toThrow(/published already/);
    const rehearsal = await run('certs', 'rehearse');
    expect(rehearsal).toMatch(/EU +accepted/);
    expect(rehearsal).toMatch(/FR +partner-connect/);
    expect(process.exitCode).toBe(1);
    const old = (await run('certs', 'show')).match(/^tls +(\S+)/m)![1];
    expect(await run('certs', 'switch', 'tls')).toContain('7 more days');
    expect((await run('certs', 'show')).match(/^tls +(\S+)/m)![1]).not.toBe(old);
    for (const kind of ['signing', 'encryption']) {
      await run('certs', 'next', kind);
      await run('certs', 'switch', kind);
    }
  });
  it('seal the keys: a passphrase opens them, nothing else does', async () => {
    const file = join(folder, 'passphrase');
    await writeFile(file, 'correct horse battery staple\n', { mode: 0o600 });
    asNode('SE', keys(), database, { KEYS_PASSPHRASE_FILE: file });
    expect(await run('certs', 'seal')).toContain('Sealed: ');
    expect(await run('certs', 'show')).toContain('signing');
    for (const name of (await readdir(keys())).filter((one) => one.endsWith('.key.pem'))) expect(await readFile(join(keys(), name), 'utf8')).toContain('ENCRYPTED');
    await expect(openKeyRing(keys())).rejects.toThrow(/KEYS_PASSPHRASE_FILE/);
    await expect(openKeyRing(keys(), { passphrase: 'wrong' })).rejects.toThrow(/passphrase is wrong/);
  });
  it('a keystore in place of the key file', async () => {
    const file = join(folder, 'passphrase');
    asNode('SE', keys(), database, { KEYS_PASSPHRASE_FILE: file });
    const current = (JSON.parse(await readFile(join(keys(), 'ring.json'), 'utf8')) as { tls: { id: string; slot: string }[] }).tls.find((one) => one.slot === 'current')!.id;
    const shown = await run('certs', 'show');
    await run('certs', 'export', join(keys(), `${current}.p12`), '--passphrase-file', file);
    await rm(join(keys(), `${current}.key.pem`));
    expect(await run('certs', 'show')).toBe(shown);
  });
  it('revoke', async () => {
    asCoordinator();
    expect(await run('directory', 'suspend', 'SE', '--note', 'looking into it')).toContain('SE is suspended');
    expect(await run('directory', 'activate', 'SE')).toContain('SE is active');
    expect(await run('directory', 'revoke', 'SE', '--note', 'left')).toContain('SE is revoked');
    await expect(run('directory', 'activate', 'SE')).rejects.toThrow(/cannot become active/);
    await expect(run('directory', 'switch-key')).rejects.toThrow(/announce one first/);
    expect(await run('directory', 'next-key')).toContain('is announced');
    await expect(run('directory', 'switch-key')).rejects.toThrow(/7 days/);
  });
  it('found a consortium', async () => {
    const plan = join(folder, 'plan.json');
    await writeFile(plan, JSON.stringify({ name: 'New', nodes: [{ nodeId: 'EU', name: { en: 'EU' }, country: 'EU', roles: ['coordinator'], gateway: 'https://127.0.0.1:1', portal: 'http://127.0.0.1:1' }] }));
    expect(await run('certs', 'consortium', join(folder, 'new'), '--plan', plan)).toContain('CONSORTIUM_CA_DIR=');
    await expect(run('certs', 'consortium', join(folder, 'new'), '--plan', plan)).rejects.toThrow(/already holds/);
  });
});
