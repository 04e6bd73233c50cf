import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

/** Path of a Redis server: REDIS_SERVER, or one on PATH. */
export const findRedis = (): string | undefined =>
  [process.env['REDIS_SERVER'] ?? '', ...(process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'redis-server'))].find((path) => path !== '' && existsSync(path));

const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => done(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      done(data.toString().startsWith('+PONG'));
    });
  });

export type TestRedis = { readonly url: string; command(line: string): Promise<void>; kill(): Promise<void>; start(): Promise<void> };

/** A Redis of the test's own, as production would run it (append-only file, noeviction unless told otherwise), that can be killed and started again. */
export const startRedis = async (server: string, dir: string, port: number, policy = 'noeviction'): Promise<TestRedis> => {
  await mkdir(dir, { recursive: true });
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(server, ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--appendonly', 'yes', '--save', '', '--maxmemory-policy', policy], { stdio: 'ignore' });
    for (let tries = 0; tries < 200; tries++) {
      if (await answers(port)) return;
      await new Promise((wake) => setTimeout(wake, 25));
    }
    throw new Error('Redis did not answer within 5 s');
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    command: (line) =>
      new Promise((done, fail) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(`${line}\r\n`));
        socket.once('data', () => {
          socket.destroy();
          done();
        });
        socket.once('error', fail);
      }),
    kill: async () => {
      const dying = child;
      if (dying === undefined || dying.exitCode !== null) return;
      const gone = new Promise<void>((done) => dying.once('exit', () => done()));
      dying.kill('SIGKILL');
      await gone;
    },
  };
};
