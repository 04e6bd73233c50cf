import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { currentRun, listen, send } from './control.ts';
import { readOptions } from './options.ts';
import { placesOf, root } from './places.ts';
import { freePortBase, takenPorts } from './ports.ts';
import { NotReady, startProgram, startTimeOf, stopLeftovers, stopProgram, untilReady } from './processes.ts';

const folder = await mkdtemp(join(tmpdir(), 'ehds-launcher-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const program = (name: string, code: string, ready = async (): Promise<boolean> => true) => ({ name, folder: join(folder, name), args: ['-e', code], env: { PATH: process.env['PATH'] ?? '' }, ready });
const forever = 'setInterval(() => {}, 1000)';

describe('options', () => {
  it.each([
    [['--port-base', '80'], /whole number/],
    [['kill'], /which node/],
    [['kill', 'XX'], /which node/],
    [['dance'], /"dance"/],
    [['--catalogue', 'FR=/nowhere.ttl'], /no file/],
    [['--catalogue', 'nowhere.ttl'], /FR=FILE/],
    [['--colour'], /colour/],
    [['token'], /for whom/],
  ])('answers %j with a sentence', (args, sentence) => {
    const options = readOptions(args);
    expect(options).toMatchObject({ kind: 'wrong' });
    expect(options.kind === 'wrong' ? options.problem : '').toMatch(sentence);
  });

  it('takes a catalogue for a node', () => {
    expect(readOptions(['--fresh', '--catalogue', `fr=${root}/README.md`])).toMatchObject({ kind: 'start', fresh: true, catalogues: { FR: `${root}/README.md` } });
  });
});

describe('programs of the demo', () => {
  it('tells the last words of a program that does not come up', async () => {
    const running = await startProgram(folder, program('broken', 'console.error("error: the key file is missing"); process.exit(3)', async () => false));
    await expect(untilReady(running, 10_000)).rejects.toThrow(NotReady);
    await expect(untilReady(running, 10_000)).rejects.toThrow(/exit code 3[\s\S]*the key file is missing/);
  });

  it('kills what does not stop when asked', async () => {
    const running = await startProgram(folder, program('stubborn', `process.on("SIGTERM", () => {}); process.stdout.write("up"); ${forever}`));
    await expect.poll(async () => (await readdir(join(folder, 'stubborn'))).length).toBe(1);
    await expect.poll(() => readFile(join(folder, 'stubborn', 'log'), 'utf8')).toContain('up');
    expect(await stopProgram(running, 200)).toBe('signal SIGKILL');
  });

  it('stops leftovers of a killed launcher, and only them', async () => {
    const mine = await startProgram(folder, program('leftover', forever));
    // A pid that was given to another process since: same number, other start time.
    const stranger = spawn(process.execPath, ['-e', forever], { stdio: 'ignore' });
    await mkdir(join(folder, 'processes'), { recursive: true });
    await writeFile(join(folder, 'processes', 'stranger'), JSON.stringify({ pid: stranger.pid, startTime: '1' }));
    expect(await stopLeftovers(folder)).toEqual(['leftover']);
    expect(mine.alive()).toBe(false);
    expect(await startTimeOf(stranger.pid!)).toBeDefined();
    stranger.kill('SIGKILL');
    expect(await readdir(join(folder, 'processes'))).toEqual([]);
  });
});

describe('second terminal', () => {
  it('reaches the launcher through its socket, and finds none after its end', async () => {
    const places = placesOf(folder, 8000);
    expect(await currentRun(places)).toBeUndefined();
    const close = await listen(places, async ({ command, node }) => {
      if (command === 'start') throw new Error('no such node');
      return `${command} ${node}`;
    });
    const run = await currentRun(places);
    expect(run?.pid).toBe(process.pid);
    expect(await send(run!, { command: 'kill', node: 'FI' })).toBe('kill FI');
    expect(await send(run!, { command: 'start', node: 'FI' })).toBe('That did not work: no such node');
    await close();
    expect(await currentRun(places)).toBeUndefined();
  });

  it('does not take a dead launcher for a living one', async () => {
    const places = placesOf(folder, 8000);
    await writeFile(places.runFile, JSON.stringify({ pid: process.pid, startTime: '1', socket: '/nowhere', portBase: 8000, since: '' }));
    expect(await currentRun(places)).toBeUndefined();
  });
});

describe('ports', () => {
  it('never gives the same range twice, and sees a taken port', async () => {
    const bases = [await freePortBase(), await freePortBase(), await freePortBase()];
    expect(new Set(bases).size).toBe(3);
    const [port] = placesOf('', bases[0]!).ports as [number];
    const server = createServer().listen(port, '127.0.0.1');
    await expect.poll(() => takenPorts([port])).toEqual([port]);
    server.close();
  });
});
