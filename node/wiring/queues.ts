import { openPostgresBackend } from '../../queues/postgres-backend.ts';
import type { QueuePool } from '../../queues/postgres-backend.ts';
import { createQueues } from '../../queues/queues.ts';
import type { Queues } from '../../queues/queues.ts';
import { openRedisBackend } from '../../queues/redis-backend.ts';
import { ConfigError } from '../config/config.ts';
import { openQueuePool } from '../storage/queue-pool.ts';
import type { Base } from './base.ts';

/** The job queues: on the node's database, or on Redis with QUEUE_URL. @param workers how many queues will be worked on, at most
 *  @throws ConfigError with a sentence when Redis is missing or may evict */
export const wireQueues = async (base: Base, databaseUrl: string, workers: number): Promise<Queues> => {
  const { secrets, log, config } = base;
  const onError = (error: Error): void => log.warn({ err: error }, 'queue connection broke');
  const redisUrl = secrets.queueUrl?.reveal();
  const backend =
    redisUrl === undefined
      ? await openPostgresBackend(openQueuePool({ connectionString: databaseUrl, max: workers + 12, onError }) as unknown as QueuePool)
      : await openRedisBackend(redisUrl, onError).catch((error: unknown) => {
          throw new ConfigError([error instanceof Error ? error.message : String(error)]);
        });
  const queues = createQueues({ backend, prefix: `ehds-${config.node.id}`, onError: (queue, error) => log.warn({ queue, err: error }, 'queue trouble') });
  base.onStop('queues', () => queues.close());
  return queues;
};
