import { createPostgresBackend, runMigrations, withBackend } from 'bullmq';
import type { Queue, Worker } from 'bullmq';
import type { JobPayload } from './payloads.ts';
import type { QueueBackend } from './backend.ts';

/** As much of a `pg.Pool` as is used here; opened by node/storage with `search_path=bullmq`, because this folder knows no SQL driver. */
export type QueuePool = Parameters<typeof createPostgresBackend>[1]['connection'] & {
  connect(): Promise<{ query(text: string): Promise<unknown>; release(): void }>;
  query(text: string): Promise<unknown>;
  end(): Promise<void>;
};

/** BullMQ on the node's own PostgreSQL. Every worker holds one connection of the pool to listen: its size must exceed the number of workers by 10. */
export const openPostgresBackend = async (pool: QueuePool): Promise<QueueBackend> => {
  const client = await pool.connect();
  try {
    await runMigrations(client as never, 'bullmq');
  } finally {
    client.release();
  }
  const bull = withBackend(createPostgresBackend);
  const connection = pool as never;
  return {
    kind: 'postgres',
    queue: (name, options) => new bull.Queue<JobPayload>(name, { ...options, connection }) as unknown as Queue<JobPayload>,
    worker: (name, work, options) => new bull.Worker<JobPayload>(name, work, { ...options, connection }) as unknown as Worker<JobPayload>,
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  };
};
