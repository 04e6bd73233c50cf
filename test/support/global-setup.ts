import { mkdtemp, rm } from 'node:fs/promises';
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
  const database = await startEmbedded(runFolder, (reason) => console.error(reason), ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=400']);
  project.provide('databaseUrl', database.url);
  project.provide('runFolder', runFolder);
  project.provide('browser', await unpackBrowser());
  project.provide('redisServer', findRedis());
  return async () => {
    await database.stop();
    await rm(runFolder, { recursive: true, force: true });
    const linked = `${runFolder}/pg`;
    if (existsSync(linked)) await rm(linked, { recursive: true, force: true });
  };
}
