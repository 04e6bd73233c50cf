import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { asId } from '../../core/ids.ts';
import { startProcess } from '../fire/processes.ts';
import type { TestRedis } from '../fire/redis.ts';
import { startRedis } from '../fire/redis.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { freePort } from '../support/consortium.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import { effects } from './support/effects.ts';
import { send, startNode, testConsortium } from './support/pair.ts';

const server = inject('redisServer');
const backends = [{ backend: 'PostgreSQL', here: true }, { backend: 'Redis', here: server !== '' }];
// A machine without Redis says so: these lines stay in the report as skipped.
describe.each(backends)('on $backend', ({ backend, here }) => {
  let consortium: TestConsortium;
  let dir: string;
  let redis: TestRedis | undefined;
  beforeEach(async () => {
    consortium = await testConsortium(['FR', 'DE']);
    dir = await mkdtemp(join(tmpdir(), 'ehds-killed-'));
    if (backend === 'Redis' && here) {
      await mkdir(dir, { recursive: true });
      redis = await startRedis(server, dir, await freePort());
    }
  });
  afterEach(async () => {
    await redis?.kill();
    await rm(dir, { recursive: true, force: true });
    await consortium.remove();
  });

  it.skipIf(!here)('a message waits visibly for a partner that is down, and arrives once when it is back', async () => {
    const fr = await startNode(consortium, 'FR', { redisUrl: redis?.url });
    const correlationId = newId();
    const id = await send(fr, { to: 'DE', correlationId });
    const waiting = await waitFor('an attempt failed', async () => {
      const view = await fr.exchange.deliveryOf(correlationId, asId('DE'));
      return view.attempts.length > 0 && view.nextAttemptAt !== undefined && view;
    });
    expect(waiting).toMatchObject({ state: 'waiting', reason: 'unreachable' });
    const de = await startNode(consortium, 'DE', { redisUrl: redis?.url });
    await waitFor('it took effect', async () => (await effects(de.storage.db)).some((effect) => effect.message_id === id), { timeoutMs: 30_000 });
    await waitFor('FR shows it delivered', async () => (await fr.exchange.deliveryOf(correlationId, asId('DE'))).state === 'delivered');
    expect((await effects(de.storage.db)).filter((effect) => effect.message_id === id)).toHaveLength(1);
    await Promise.all([fr.stop(), de.stop()]);
  });

  it.skipIf(!here)('a sender killed between commit and delivery loses nothing', async () => {
    const databaseUrl = await newDatabaseUrl();
    const options = { nodeId: 'FR', keysDir: consortium.keysDir('FR'), directoryFile: consortium.directoryFile, directoryKeysFile: consortium.directoryKeysFile, port: consortium.ports('FR').partner, databaseUrl, redisUrl: redis?.url };
    // The child writes 40 messages; it is killed while they leave.
    const sender = await startProcess('FR', options);
    const de = await startNode(consortium, 'DE', { redisUrl: redis?.url });
    sender.tell({ type: 'load', load: { partners: ['DE'], perSecond: 2000, correlations: 10, contentBytes: 300, total: 40 } });
    await waitFor('some have arrived', async () => (await effects(de.storage.db)).length >= 3, { timeoutMs: 30_000 });
    await sender.kill();
    const again = await startProcess('FR', options);
    const fr = await startNode(consortium, 'FR', { databaseUrl, redisUrl: redis?.url, idle: true, listen: false });
    const { sql } = await import('kysely');
    const sent = (await sql<{ message_id: string }>`select message_id from sent_log`.execute(fr.storage.db)).rows.map((row) => row.message_id);
    expect(sent.length).toBeGreaterThanOrEqual(3);
    await waitFor('every committed message took effect', async () => {
      const seen = new Set((await effects(de.storage.db)).map((effect) => effect.message_id));
      return sent.every((id) => seen.has(id));
    }, { timeoutMs: 50_000 });
    const ids = (await effects(de.storage.db)).map((effect) => effect.message_id);
    expect(new Set(ids).size).toBe(ids.length);
    await again.kill();
    await Promise.all([fr.stop(), de.stop()]);
  }, 120_000);

  if (backend === 'Redis') it.skipIf(!here)('an emptied Redis is healed by the sweeper', async () => {
    const fr = await startNode(consortium, 'FR', { redisUrl: redis?.url, env: { BREAKER_PROBE_MS: '600000', BREAKER_PROBE_CAP_MS: '600000' } });
    await fr.exchange.operate.steering.pause('DE', undefined, { person: 'test', role: undefined });
    const id = await send(fr, { to: 'DE' });
    await redis?.command('FLUSHALL');
    const de = await startNode(consortium, 'DE', { redisUrl: redis?.url });
    await redis?.command('FLUSHALL');
    await fr.exchange.operate.steering.resume('DE', { person: 'test', role: undefined });
    await waitFor('it took effect', async () => (await effects(de.storage.db)).some((effect) => effect.message_id === id), { timeoutMs: 30_000 });
    await Promise.all([fr.stop(), de.stop()]);
  });

  if (backend === 'Redis') it.skipIf(!here)('a Redis that may evict is refused with a sentence', async () => {
    const evicting = await startRedis(server, join(dir, 'evicting'), await freePort(), 'allkeys-lru');
    await expect(startNode(consortium, 'FR', { redisUrl: evicting.url })).rejects.toThrow(/maxmemory-policy is allkeys-lru: set it to noeviction/);
    await evicting.kill();
  });
});
