import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { JobPayload } from './payloads.ts';
import type { QueueBackend } from './backend.ts';

/** The sentence for an operator whose Redis would throw jobs away, or undefined when all is well. @param info the answer of `INFO memory` */
export const evictionProblem = (info: string): string | undefined => {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy === 'noeviction') return undefined;
  return `QUEUE_URL points at a Redis whose maxmemory-policy is ${policy ?? 'unknown'}: set it to noeviction (CONFIG SET maxmemory-policy noeviction, and in redis.conf), because an evicted job is a message that waits for the sweeper.`;
};

/** BullMQ on Redis, one shared client. @throws Error with a sentence when Redis cannot be reached or may evict keys */
export const openRedisBackend = async (url: string, onError: (error: Error) => void): Promise<QueueBackend> => {
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true, retryStrategy: (times) => Math.min(2000, 50 * 2 ** Math.min(times, 6)) });
  redis.on('error', onError);
  try {
    await redis.connect();
    const problem = evictionProblem(await redis.info('memory'));
    if (problem !== undefined) throw new Error(problem);
  } catch (error) {
    redis.disconnect();
    throw error instanceof Error && error.message.startsWith('QUEUE_URL') ? error : new Error('QUEUE_URL: Redis does not answer there. Start it, or correct the address.', { cause: error });
  }
  return {
    kind: 'redis',
    queue: (name, options) => new Queue<JobPayload>(name, { ...options, connection: redis }),
    worker: (name, work, options) => new Worker<JobPayload>(name, work, { ...options, connection: redis }),
    ping: async () => void (await redis.ping()),
    close: async () => redis.disconnect(),
  };
};
