// What an operator can see and do over HTTP and on the command line (exchange.md §4.4, §6): links, dead letters, and the link test with each of its steps made to fail.
import { Command } from 'commander';
import { createServer } from 'node:https';
import type { RequestListener } from 'node:http';
import type { Server } from 'node:https';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LinkTestReport } from '../../core/api/ops.ts';
import type { Participant } from '../../core/directory.ts';
import { asId } from '../../core/ids.ts';
import { register as registerDeadLetters } from '../../node/cli/dead-letters.ts';
import { register as registerLink } from '../../node/cli/link.ts';
import { newDatabaseUrl } from '../support/database.ts';
import type { TestConsortium } from '../support/consortium.ts';
import type { PublicServer } from '../support/public-server.ts';
import { servePublic } from '../support/public-server.ts';
import { waitFor } from '../support/wait-for.ts';
import { fromOtherCa, issued, keyOf } from '../trust/forged.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import { refuse, startFakePartner } from './support/fake-partner.ts';
import { nextDirectory } from './support/next-directory.ts';
import { send, startNode, testConsortium } from './support/pair.ts';

let consortium: TestConsortium;
let fr: ExchangeNode;
let http: PublicServer;
let databaseUrl: string;
const before = { ...process.env };

beforeAll(async () => {
  consortium = await testConsortium(['FR', 'DE', 'FI']);
  databaseUrl = await newDatabaseUrl();
  fr = await startNode(consortium, 'FR', { databaseUrl });
  http = await servePublic(fr.exchange.publicOperations ?? []);
});
afterAll(async () => {
  await http.close();
  await fr.stop();
  await consortium.remove();
});

const gateway = (nodeId: string, change: Partial<Participant>): Promise<void> =>
  nextDirectory(consortium, (document) => ({ ...document, participants: document.participants.map((one) => (one.nodeId === nodeId ? { ...one, ...change } : one)) })).then(() => fr.directory.refresh('test'));

describe('links and dead letters over HTTP', () => {
  it('are shown to operators, and to nobody else', async () => {
    for (const path of ['/api/v1/ops/links', '/api/v1/ops/dead-letters', '/api/v1/ops/queues']) {
      expect((await http.ask('GET', path, '')).status).toBe(401);
      expect((await http.ask('GET', path, 'researcher')).status).toBe(403);
      expect((await http.ask('GET', path, 'operator')).status).toBe(200);
    }
    expect((await http.ask('POST', '/api/v1/ops/links/DE/pause', 'coordinator', {})).status).toBe(403);
  });

  it('are paused, resumed, previewed, sent again and given up, each by name and with what it did', async () => {
    const de = await startFakePartner(consortium, 'DE');
    de.answer(refuse(422, 'unsupported-event'));
    const [kept, given] = [newId(), newId()];
    const [keptId, givenId] = [await send(fr, { to: 'DE', correlationId: kept }), await send(fr, { to: 'DE', correlationId: given })];
    const letters = async () => (await http.ask('GET', '/api/v1/ops/dead-letters?partner=DE', 'operator')).json as { letters: { messageId: string; why: string; help: string }[]; total: number };
    await waitFor('both are dead', async () => (await letters()).total === 2);
    expect((await letters()).letters[0]).toMatchObject({ why: 'The partner does not know this kind of message.', help: expect.any(String) as string });
    expect((await http.ask('POST', '/api/v1/ops/dead-letters/abandon', 'operator', { ids: [givenId], reason: 'withdrawn' })).json).toEqual({ abandoned: 1 });
    expect((await http.ask('POST', '/api/v1/ops/links/DE/pause', 'operator', { reason: 'their update' })).status).toBe(204);
    const link = async () => ((await http.ask('GET', '/api/v1/ops/links', 'operator')).json as { links: { partner: string; state: string; paused?: { by: string; reason: string } }[] }).links.find((one) => one.partner === 'DE');
    expect(await link()).toMatchObject({ state: 'paused', paused: { by: 'person-1', reason: 'their update' } });
    expect((await http.ask('POST', '/api/v1/ops/dead-letters/preview', 'operator', { partner: 'DE' })).json).toMatchObject({ messages: 1, text: expect.stringMatching(/^1 message to 1 partner/) as string });
    expect((await http.ask('POST', '/api/v1/ops/dead-letters/send-again', 'operator', { partner: 'DE' })).status).toBe(202);
    await waitFor('it waits again', async () => (await letters()).total === 0);
    de.bodies.length = 0;
    expect((await http.ask('POST', '/api/v1/ops/links/DE/resume', 'operator')).status).toBe(204);
    await waitFor('the same message went out', () => de.bodies.some((body) => body.includes(keptId)));
    expect((await http.ask('POST', '/api/v1/ops/links/XX/pause', 'operator', {})).json).toMatchObject({ code: 'no-such-partner' });
    expect((await http.ask('POST', '/api/v1/ops/dead-letters/send-again', 'operator', { partner: 'FI' })).json).toMatchObject({ code: 'nothing-to-send' });
    await de.close();
  });
});

describe('the link test', () => {
  let server: Server | undefined;
  afterEach(async () => {
    const old = server;
    server = undefined;
    if (old === undefined) return;
    await new Promise<void>((done) => {
      old.close(() => done());
      old.closeAllConnections();
    });
  });
  const listen = async (identity: { key: string; cert: string }, answer: RequestListener = (_req, res) => void res.end('{}')): Promise<void> => {
    server = createServer({ ...identity, minVersion: 'TLSv1.3', ca: [...fr.keyRing.ca()], requestCert: true }, answer);
    await new Promise<void>((done) => server?.listen(consortium.ports('FI').partner, '127.0.0.1', () => done()));
  };
  const own = async () => issued(consortium, 'FI', { key: await keyOf(consortium, 'FI') });
  const test = async (): Promise<LinkTestReport> => (await http.ask('POST', '/api/v1/ops/links/FI/test', 'operator')).json as unknown as LinkTestReport;
  const red = (report: LinkTestReport) => report.steps.filter((step) => step.result === 'red');

  it('is green from name to clock when all is well', async () => {
    await listen(await own());
    const report = await test();
    expect(report.steps.map((step) => `${step.step} ${step.result}`)).toEqual(['dns green', 'tcp green', 'tls green', 'certificate green', 'directory green', 'application green', 'clock green']);
    expect(report.ok).toBe(true);
  });

  it.each<[string, string, string, () => Promise<unknown>]>([
    ['tcp', 'partner', 'nothing listens', () => Promise.resolve()],
    ['tls', 'partner', 'does not come from the consortium CA', async () => listen(await fromOtherCa('FI', await keyOf(consortium, 'FI')))],
    ['certificate', '', "belongs to DE", async () => listen(await issued(consortium, 'DE', { key: await keyOf(consortium, 'DE') }))],
    ['application', 'partner', 'its log says why', async () => listen(await own(), (_req, res) => void res.writeHead(500).end())],
    ['application', 'partner', 'does not take us for a participant', async () => listen(await own(), (_req, res) => void res.writeHead(403).end())],
    ['clock', 'this-node', 'compare both with a time server', async () => listen(await own(), (_req, res) => void res.writeHead(200, { date: new Date(Date.now() - 3_600_000).toUTCString() }).end('{}'))],
  ])('is red at %s and names %s: %s', async (step, side, words, arrange) => {
    await arrange();
    const report = await test();
    const [found] = red(report);
    expect(report.ok).toBe(false);
    expect(found?.step).toBe(step);
    if (side !== '') expect(found?.side).toBe(side);
    expect(`${found?.detail} ${found?.advice}`).toContain(words);
    // What comes after a closed door was not tried, and says so.
    const steps = report.steps.map((one) => one.step);
    if (step !== 'clock' && step !== 'application') expect(report.steps.slice(steps.indexOf(found?.step ?? 'dns') + 1).every((one) => one.result === 'not-tried')).toBe(true);
  });

  it('is red at the name, and at the directory, when those are wrong', async () => {
    const { gateway: good = '', state } = fr.directory.participant(asId('FI')) ?? {};
    await gateway('FI', { gateway: 'https://no-such-node.invalid' });
    expect(red(await test())[0]).toMatchObject({ step: 'dns', side: 'coordinator' });
    await listen(await own());
    await gateway('FI', { gateway: good, state: { code: 'maintenance', since: new Date().toISOString(), note: 'new disks' } });
    expect(red(await test())[0]).toMatchObject({ step: 'directory', side: 'coordinator', advice: 'new disks' });
    if (state !== undefined) await gateway('FI', { state });
  });
});

describe('on the command line', () => {
  let printed: string[] = [];
  beforeAll(async () => {
    vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')));
    const secret = join(consortium.dir, 'oidc-secret');
    await writeFile(secret, 'unused');
    Object.assign(process.env, {
      NODE_ID: 'FR', NODE_COUNTRY: 'FR', PUBLIC_URL: 'http://127.0.0.1:1', KEYS_DIR: consortium.keysDir('FR'), DATABASE_URL: databaseUrl, DEMO_MODE: 'true', DIRECTORY_KEYS_FILE: consortium.directoryKeysFile, DIRECTORY_FILE: consortium.directoryFile,
      OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET_FILE: secret, SESSION_KEY_FILE: join(consortium.dir, 'session.key'), DATA_DIR: consortium.dir,
    });
  });
  afterAll(() => {
    vi.restoreAllMocks();
    process.env = before;
    process.exitCode = 0;
  });
  const run = async (...words: string[]): Promise<string> => {
    printed = [];
    const program = new Command().exitOverride();
    registerLink(program);
    registerDeadLetters(program);
    await program.parseAsync(['node', 'ehds-node', ...words]);
    return printed.join('\n');
  };

  it('links are listed, paused and resumed, and the running node follows', async () => {
    await run('link', 'pause', 'DE', '--reason', 'their update');
    expect(await run('link', 'list')).toMatch(/^DE +paused by operator:command-line/m);
    await waitFor('the node has heard of it', async () => (await fr.exchange.linkStatuses()).find((one) => one.partner === 'DE')?.state === 'paused');
    await run('link', 'resume', 'DE');
    await waitFor('the node has heard of it', async () => (await fr.exchange.linkStatuses()).find((one) => one.partner === 'DE')?.state !== 'paused');
    expect(await run('link', 'test', 'FI')).toMatch(/tcp +red .* partner\n[\s\S]*the partner must start its node/);
    expect(process.exitCode).toBe(1);
  });

  it('dead letters are listed, previewed, sent again and given up', async () => {
    const de = await startFakePartner(consortium, 'DE');
    de.answer(refuse(413, 'too-large'));
    const correlationId = newId();
    const id = await send(fr, { to: 'DE', correlationId });
    const died = () => waitFor('it is dead', async () => (await fr.exchange.operate.deadLetters.list({ correlation: correlationId })).total === 1);
    await died();
    const shown = await run('dead-letters', 'list', '--application', correlationId);
    expect(shown).toContain(id);
    expect(shown).toContain('Split the attachments');
    expect(shown).toContain('1 dead letters.');
    expect(await run('dead-letters', 'send-again', '--application', correlationId)).toMatch(/1 message to 1 partner[\s\S]*Nothing was done/);
    de.bodies.length = 0;
    expect(await run('dead-letters', 'send-again', '--application', correlationId, '--yes')).toMatch(/Run [0-9a-f-]+ begins/);
    await waitFor('it went out again', () => de.bodies.some((body) => body.includes(id)));
    await died();
    expect(await run('dead-letters', 'abandon', id, '--reason', 'withdrawn')).toContain('1 given up.');
    expect(await run('dead-letters', 'list', '--application', correlationId)).toContain('0 dead letters.');
    await de.close();
  });
});
