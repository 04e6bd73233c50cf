import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sourceShape } from '../../core/api/sources.ts';
import { systemClock } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import { keepSchedules } from '../../node/catalogue/sources/schedule.ts';
import { listRuns } from '../../node/catalogue/sources/run-store.ts';
import { createSources } from '../../node/catalogue/sources/sources.ts';
import { openQueuePool } from '../../node/storage/queue-pool.ts';
import { sourcesQueue } from '../../queues/names.ts';
import { openPostgresBackend } from '../../queues/postgres-backend.ts';
import type { Queues } from '../../queues/queues.ts';
import { createQueues } from '../../queues/queues.ts';
import { openRedisBackend } from '../../queues/redis-backend.ts';
import type { TestRedis } from '../fire/redis.ts';
import { startRedis } from '../fire/redis.ts';
import { freePort } from '../support/consortium.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import { testPorts } from './support/pipeline.ts';
import type { Site } from './support/web.ts';
import { sendTurtle, startSite, turtleOf } from './support/web.ts';

const operator: Caller = { person: 'op', name: 'Operator', email: undefined, language: 'en', roles: ['operator'], holder: undefined };
const server = inject('redisServer');
const backends = [{ backend: 'PostgreSQL', here: true }, { backend: 'Redis', here: server !== '' }];

// A machine without Redis says so: these lines stay in the report as skipped.
describe.each(backends)('schedules of sources on $backend', ({ backend, here }) => {
  let open: TestDatabase;
  let site: Site;
  let redis: TestRedis | undefined;
  let dir: string;
  beforeAll(async () => {
    if (!here) return;
    dir = await mkdtemp(join(tmpdir(), 'ehds-schedule-'));
    [open, site] = await Promise.all([openTestDatabase(), startSite()]);
    if (backend === 'Redis') redis = await startRedis(server, dir, await freePort());
  });
  afterAll(async () => {
    if (!here) return;
    await Promise.all([open.close(), site.close(), redis?.kill()]);
    await rm(dir, { recursive: true, force: true });
  });

  const openQueues = async (): Promise<Queues> => {
    const quiet = () => undefined;
    const made = backend === 'Redis' ? await openRedisBackend(redis?.url ?? '', quiet) : await openPostgresBackend(openQueuePool({ connectionString: open.url, max: 14, onError: quiet }) as never);
    return createQueues({ backend: made, prefix: 'ehds-test', onError: quiet });
  };

  it.skipIf(!here)('wakes each source at its interval, goes on after a restart, follows changes, and starts nothing that is not due', async () => {
    site.answer = (_req, res) => sendTurtle(res, turtleOf(site.url, ['a']));
    let queues = await openQueues();
    const ports = testPorts(open, systemClock, {
      timer: { all: () => queues.schedules(sourcesQueue), set: (id, everyMs) => queues.schedule(sourcesQueue, id, everyMs), drop: (id) => queues.unschedule(sourcesQueue, id) },
    });
    const sources = createSources(ports);
    const config = (id: string, everyMs: number, enabled = true) => sourceShape.parse({ id, kind: 'dcat', address: `${site.url}/${id}`, privateAddresses: true, everyMs, enabled, limits: { perSecond: 100, tries: 1 } });
    await sources.add(config('often', 1_000), operator);
    await sources.add(config('seldom', 3_600_000), operator);
    expect([...(await queues.schedules(sourcesQueue))].sort()).toEqual([['often', 1_000], ['seldom', 3_600_000]]);

    const runs = async (id: string): Promise<number> => (await listRuns(open.db, id, 100)).filter((run) => run.state === 'done').length;
    queues.work(sourcesQueue, { concurrency: 2, work: sources.wake });
    await waitFor('both ran, one of them again', async () => (await runs('often')) >= 2 && (await runs('seldom')) >= 1);
    await queues.close();

    queues = await openQueues();
    await keepSchedules(ports);
    queues.work(sourcesQueue, { concurrency: 2, work: sources.wake });
    const before = await runs('often');
    await waitFor('the schedule goes on', async () => (await runs('often')) > before);
    // woken twice, run once: the database says what is due
    await Promise.all([sources.wake('seldom'), sources.wake('seldom'), sources.wake('nobody')]);
    expect(await runs('seldom')).toBe(1);

    await sources.add(config('often', 1_000, false), operator);
    await sources.add(config('seldom', 7_200_000), operator);
    expect([...(await queues.schedules(sourcesQueue))]).toEqual([['seldom', 7_200_000]]);
    await queues.close();
    await sources.stop();
  });

  it.skipIf(!here)('a queue that does not answer costs no source: the sweep starts what is due', async () => {
    const dead = () => Promise.reject(new Error('no queue'));
    const warned: string[] = [];
    const ports = testPorts(open, systemClock, { timer: { all: dead, set: dead, drop: dead }, log: { info: () => undefined, warn: (_fields, message) => void warned.push(message) } });
    const sources = createSources(ports);
    await sources.add(sourceShape.parse({ id: 'swept', kind: 'dcat', address: `${site.url}/swept`, privateAddresses: true, limits: { perSecond: 100, tries: 1 } }), operator);
    expect(warned.join()).toContain('the sweep starts what is due');
    await sources.tick();
    await waitFor('the source ran', async () => (await listRuns(open.db, 'swept', 1))[0]?.state === 'done');
    await sources.stop();
  });
});
