// How a second terminal reaches the running demo: a socket that only this user may open, its place written in run.json.
import { createHash } from 'node:crypto';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Places } from './places.ts';
import { startTimeOf } from './processes.ts';

export type Command = { readonly command: 'kill' | 'start' | 'status'; readonly node?: string };
export type Run = { readonly pid: number; readonly startTime: string | undefined; readonly socket: string; readonly portBase: number; readonly since: string };

/** Paths of sockets are limited to about 100 characters, folders of clones are not. */
const socketPath = (folder: string): string => join(tmpdir(), `ehds-node-demo-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}.sock`);

/** The run recorded in the folder, if its launcher is still the same living process. */
export const currentRun = async (places: Places): Promise<Run | undefined> => {
  const run = await readFile(places.runFile, 'utf8').then((text) => JSON.parse(text) as Run, () => undefined);
  if (run === undefined || run.startTime === undefined) return undefined;
  return (await startTimeOf(run.pid)) === run.startTime ? run : undefined;
};

/** Listens for commands until `close`. One line in, lines out. */
export const listen = async (places: Places, obey: (command: Command) => Promise<string>): Promise<() => Promise<void>> => {
  const socket = socketPath(places.folder);
  await rm(socket, { force: true });
  const server = createServer((connection) => {
    connection.on('error', () => undefined);
    createInterface(connection).once('line', (line) => {
      obey(JSON.parse(line) as Command).then(
        (answer) => connection.end(`${answer}\n`),
        (error: unknown) => connection.end(`That did not work: ${error instanceof Error ? error.message : String(error)}\n`),
      );
    });
  });
  const before = process.umask(0o177);
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(socket, done);
  });
  process.umask(before);
  await chmod(socket, 0o600);
  const run: Run = { pid: process.pid, startTime: await startTimeOf(process.pid), socket, portBase: places.portBase, since: new Date().toISOString() };
  await writeFile(places.runFile, JSON.stringify(run));
  return async () => {
    server.close();
    await rm(places.runFile, { force: true });
  };
};

export const send = (run: Run, command: Command): Promise<string> =>
  new Promise((answered, fail) => {
    let text = '';
    const connection = createConnection(run.socket, () => connection.write(`${JSON.stringify(command)}\n`));
    connection.on('data', (chunk) => (text += chunk.toString()));
    connection.on('end', () => answered(text.trim()));
    connection.on('error', fail);
  });
