import { readFile, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const running = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process: it runs, we may not signal it.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** URL of the embedded database of `dataDir` if a node is using it now: operator commands work beside a running node. Undefined when none runs. */
export const runningEmbeddedUrl = async (dataDir: string): Promise<string | undefined> => {
  const data = await realpath(join(resolve(dataDir), 'pg')).catch(() => undefined);
  if (data === undefined) return undefined;
  // postmaster.pid: process, folder, start, port, … one per line (PostgreSQL, "Server Start-up").
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0 || !running(pid)) return undefined;
  const password = (await readFile(`${data}.password`, 'utf8')).trim();
  return `postgres://ehds:${encodeURIComponent(password)}@127.0.0.1:${port}/ehds`;
};
