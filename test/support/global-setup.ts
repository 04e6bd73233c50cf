import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bringBrowser } from '../setup/browser.mjs';
import { startEmbedded } from '../../node/storage/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the run's own PostgreSQL; each test file makes a database of its own in it. */
    databaseUrl: string;
    /** Folder of this run, deleted at its end. */
    runFolder: string;
    /** Path of a browser, or why there is none. */
    browser: { path: string } | { missing: string };
    /** Path of a redis-server, or undefined. */
    redisServer: string;
  }
}

const unpackBrowser = async (): Promise<{ path: string } | { missing: string }> => {
  try {
    return { path: await bringBrowser() };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
};

const findRedis = (): string => {
  const places = [process.env['REDIS_SERVER'] ?? '', ...(process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'redis-server'))];
  return places.find((path) => path !== '' && existsSync(path) && statSync(path).isFile()) ?? '';
};

/** Once per run: one PostgreSQL, one unpacked browser (two files unpacking at once fail with ETXTBSY). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runFolder = await mkdtemp(join(tmpdir(), 'ehds-test-'));
  // Under root PostgreSQL runs as another user, who must be able to pass through.
  await chmod(runFolder, 0o711);
  const database = await startEmbedded(runFolder, (reason) => console.error(reason), ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=400']);
  project.provide('databaseUrl', database.url);
  project.provide('runFolder', runFolder);
  project.provide('browser', await unpackBrowser());
  project.provide('redisServer', findRedis());
  return async () => {
    await database.stop();
    // Under root, where another user cannot enter the temp folder, the cluster is elsewhere and `pg` a link to it.
    const data = await realpath(join(runFolder, 'pg')).catch(() => undefined);
    if (data !== undefined) for (const path of [data, `${data}.password`, `${data}.made`, `${data}.guard`]) await rm(path, { recursive: true, force: true });
    await rm(runFolder, { recursive: true, force: true });
  };
}
