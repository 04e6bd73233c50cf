// A queue or a worker that is made while its database is away: BullMQ alone would answer with that first failure until the process ends.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQueuePool } from '../../node/storage/queue-pool.ts';
import { inboxQueue } from '../../queues/names.ts';
import { openPostgresBackend } from '../../queues/postgres-backend.ts';
import type { Queues } from '../../queues/queues.ts';
import { createQueues } from '../../queues/queues.ts';
import type { TcpProxy } from '../fire/tcp-proxy.ts';
import { startProxy } from '../fire/tcp-proxy.ts';
import { freePort } from '../support/consortium.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

let proxy: TcpProxy;
let queues: Queues;

beforeAll(async () => {
  const url = new URL(await newDatabaseUrl());
  proxy = await startProxy(await freePort(), Number(url.port));
  url.port = String(proxy.port);
  const backend = await openPostgresBackend(openQueuePool({ connectionString: url.href, max: 14, onError: () => undefined }) as never);
  queues = createQueues({ backend, prefix: 'ehds-outage', onError: () => undefined });
});
afterAll(async () => {
  await queues.close();
  await proxy.close();
});

describe('the job queues', () => {
  it('work as soon as the database is back, also those made while it was away', async () => {
    const done: string[] = [];
    proxy.cut();
    const worker = queues.work(inboxQueue, { concurrency: 2, work: (id) => Promise.resolve(void done.push(id)) });
    await expect(queues.add(inboxQueue, [{ id: 'a1' }])).rejects.toThrow();
    proxy.mend();
    await waitFor('a job is taken', () => queues.add(inboxQueue, [{ id: 'a2' }]).then(() => true, () => false));
    await waitFor('the job is done', () => done.includes('a2'));
    expect(done).toEqual(['a2']);
    await worker.close();
  });
});
