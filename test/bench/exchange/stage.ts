import { fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openKeyRing } from '../../../certs/open-key-ring.ts';
import type { KeyRing } from '../../../certs/key-ring.ts';
import { startEmbedded } from '../../../node/storage/embedded.ts';
import type { ProcessOptions } from '../../fire/node-process.ts';
import type { NodeProcess } from '../../fire/processes.ts';
import { startProcess } from '../../fire/processes.ts';
import { findRedis, startRedis } from '../../fire/redis.ts';
import { freePort, testConsortium } from '../../support/consortium.ts';

export type Stage = {
  readonly ring: (id: string) => KeyRing;
  readonly port: (id: string) => number;
  readonly redis: boolean;
  /** Starts a node in a process of its own, on its kept database. */
  start(id: string, options?: Partial<ProcessOptions>, onRedis?: boolean): Promise<NodeProcess>;
  query<T extends pg.QueryResultRow>(id: string, text: string): Promise<T[]>;
  floor(): Promise<{ port: number; stop(): void }>;
  close(): Promise<void>;
};

const ids = ['FR', 'FI', 'DE'];

/** Real parts on this machine: durable PostgreSQL per node, real certificates, each node a process. DE exists in the directory and is never started unless asked. */
export const openStage = async (): Promise<Stage> => {
  const dir = await mkdtemp(join(tmpdir(), 'ehds-bench-'));
  const consortium = await testConsortium(ids);
  const server = findRedis();
  const redis = server === undefined ? undefined : await startRedis(server, join(dir, 'redis'), await freePort());
  const rings = new Map(await Promise.all(ids.map(async (id) => [id, await openKeyRing(consortium.keysDir(id))] as const)));
  const databases = new Map<string, Awaited<ReturnType<typeof startEmbedded>>>();
  for (const id of ids) {
    await mkdir(join(dir, id), { recursive: true });
    databases.set(id, await startEmbedded(join(dir, id), () => undefined, ['max_connections=300']));
  }
  const url = (id: string): string => databases.get(id)?.url ?? '';
  const ring = (id: string): KeyRing => {
    const found = rings.get(id);
    if (found === undefined) throw new Error(`no node ${id}`);
    return found;
  };
  return {
    ring,
    redis: redis !== undefined,
    port: (id) => consortium.ports(id).partner,
    start: (id, options = {}, onRedis = false) =>
      startProcess(id, {
        nodeId: id, keysDir: consortium.keysDir(id), directoryFile: consortium.directoryFile, directoryKeysFile: consortium.directoryKeysFile, port: consortium.ports(id).partner, databaseUrl: url(id), poolMax: 20,
        env: { PARTNER_CONCURRENCY: '8', BREAKER_PROBE_MS: '500', BREAKER_PROBE_CAP_MS: '1000', RETRY_BASE_MS: '500', SWEEP_MS: '5000' }, ...(onRedis && redis !== undefined ? { redisUrl: redis.url } : {}), ...options,
      }),
    query: async <T extends pg.QueryResultRow>(id: string, text: string) => {
      const client = new pg.Client({ connectionString: url(id) });
      await client.connect();
      try {
        return (await client.query<T>(text)).rows;
      } finally {
        await client.end();
      }
    },
    floor: () =>
      new Promise((done) => {
        const child = fork(join(import.meta.dirname, 'floor-server.ts'), [consortium.keysDir('FI')], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
        child.once('message', (message) => done({ port: (message as { port: number }).port, stop: () => child.kill('SIGKILL') }));
      }),
    close: async () => {
      for (const one of rings.values()) one.close();
      for (const database of databases.values()) await database.stop();
      await redis?.kill();
      await consortium.remove();
      await rm(dir, { recursive: true, force: true });
    },
  };
};
