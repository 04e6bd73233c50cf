import pg from 'pg';

/** A pool for the job queues on this database, apart from the node's own: each worker holds one connection to listen, so `max` must exceed
 *  the number of workers by 10 (with fewer, adding a job waits for ever). Jobs are the schedule and rows the truth: what a crash of the database
 *  forgets of them the sweeper brings back, so that no job waits for the disk (`synchronous_commit`). */
export const openQueuePool = (options: { connectionString: string; max: number; onError: (error: Error) => void }): pg.Pool => {
  const pool = new pg.Pool({ connectionString: options.connectionString, max: options.max, options: '-c search_path=bullmq -c synchronous_commit=off', application_name: 'ehds-node-queue', keepAlive: true });
  pool.setMaxListeners(0);
  pool.on('error', options.onError);
  // The pool listens to idle connections only: one that breaks while it is lent out would end the process.
  pool.on('connect', (client) => client.on('error', options.onError));
  return pool;
};
