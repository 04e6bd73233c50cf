import type { Queue, Worker } from 'bullmq';
import type { QueueName } from './names.ts';
import type { JobPayload } from './payloads.ts';
import { RetryLater } from './payloads.ts';
import type { QueueBackend } from './backend.ts';
import type { QueueWorker } from './worker-keeper.ts';
import { keepWorker } from './worker-keeper.ts';

export type NewJob = { readonly id: string; readonly delayMs?: number };
export type Work = (id: string) => Promise<void>;
export type QueueCounts = { readonly waiting: number; readonly delayed: number; readonly active: number };

/** The node's job queues (exchange.md §4.1): schedule only; every fact is in a row. */
export type Queues = {
  /** Adds jobs; one that exists already (same id, waiting, delayed or running) is left alone. Rejects after 5 s when the queue cannot be reached. */
  add(queue: QueueName, jobs: readonly NewJob[]): Promise<void>;
  /** Makes every delayed job of the queue run now. */
  hurry(queue: QueueName): Promise<void>;
  /** Runs `work` for each job; throwing RetryLater puts it back with its delay, any other throw is told to `onError` and left to the sweeper. */
  work(queue: QueueName, options: { concurrency: number; work: Work }): QueueWorker;
  counts(queue: QueueName): Promise<QueueCounts>;
  /** Runs a job with this id every `everyMs` until `unschedule`, the first one at once; survives a restart. It only wakes: what is due is asked of the rows. */
  schedule(queue: QueueName, id: string, everyMs: number): Promise<void>;
  unschedule(queue: QueueName, id: string): Promise<void>;
  /** What is scheduled: id and interval in ms. */
  schedules(queue: QueueName): Promise<ReadonlyMap<string, number>>;
  /** Answers within 2 s whether the back end does. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
};

// A finished job that is kept would swallow the next add with the same id: our rows are the history.
const jobOptions = { removeOnComplete: true, removeOnFail: true, attempts: 1_000_000, backoff: { type: 'custom' } } as const;
// A crashed worker's job is taken over after this long.
const lockMs = 10_000;
const reachMs = 5000;

// On PostgreSQL, adding in bulk makes and drops two tables per call (measured: 6.7 ms and 25 kB of log): it pays from a handful of jobs on.
const bulkFrom = 8;
type BullJob = Parameters<Queue<JobPayload>['addBulk']>[0][number];
const addTo = (queue: Queue<JobPayload>, jobs: readonly BullJob[]): Promise<unknown> =>
  jobs.length >= bulkFrom ? queue.addBulk([...jobs]) : Promise.all(jobs.map((job) => queue.add(job.name, job.data, job.opts)));

const within = async <T>(ms: number, what: string, promise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: the queue did not answer within ${ms} ms`)), ms);
  });
  promise.catch(() => undefined);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** @param prefix keeps nodes apart that share one Redis */
export const createQueues = (deps: { backend: QueueBackend; prefix: string; onError: (queue: string, error: Error) => void }): Queues => {
  const { backend, prefix } = deps;
  const queues = new Map<string, Queue<JobPayload>>();
  const workers: QueueWorker[] = [];
  const queueOf = (name: QueueName): Queue<JobPayload> => {
    const known = queues.get(name);
    if (known !== undefined) return known;
    const made = backend.queue(name, { prefix, defaultJobOptions: jobOptions });
    made.on('error', (error) => deps.onError(name, error));
    queues.set(name, made);
    // BullMQ remembers for ever that its first connection failed: the next call gets a new queue.
    made.waitUntilReady().catch(() => {
      if (queues.get(name) === made) queues.delete(name);
      void made.close().catch(() => undefined);
    });
    return made;
  };
  const makeWorker = (name: QueueName, concurrency: number, work: Work): Worker<JobPayload> => {
    const worker = backend.worker(name, async (job) => work(job.data.id), {
      prefix,
      autorun: false,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: 1000,
      runRetryDelay: 1000,
      settings: { backoffStrategy: (_made, _type, error) => (error instanceof RetryLater ? Math.max(1, Math.round(error.delayMs)) : -1) },
    });
    worker.on('error', (error) => deps.onError(name, error));
    worker.on('failed', (_job, error) => {
      if (!(error instanceof RetryLater)) deps.onError(name, error);
    });
    return worker;
  };
  const add = (name: QueueName, jobs: readonly NewJob[]) =>
    within(reachMs, `add to ${name}`, addTo(queueOf(name), jobs.map((job) => ({ name: 'job', data: { id: job.id }, opts: { ...jobOptions, jobId: job.id, delay: Math.max(0, Math.round(job.delayMs ?? 0)) } }))));
  return {
    add: async (name, jobs) => {
      if (jobs.length > 0) await add(name, jobs);
    },
    hurry: async (name) => {
      await within(reachMs * 6, `hurry ${name}`, queueOf(name).promoteJobs());
    },
    work: (name, { concurrency, work }) => {
      const worker = keepWorker(() => makeWorker(name, concurrency, work), (error) => deps.onError(name, error));
      workers.push(worker);
      return worker;
    },
    counts: async (name) => {
      const counts = await within(reachMs, `count ${name}`, queueOf(name).getJobCounts('waiting', 'delayed', 'active'));
      return { waiting: counts['waiting'] ?? 0, delayed: counts['delayed'] ?? 0, active: counts['active'] ?? 0 };
    },
    schedule: async (name, id, everyMs) => {
      await within(reachMs, `schedule ${name}`, queueOf(name).upsertJobScheduler(id, { every: everyMs }, { name: 'job', data: { id }, opts: { removeOnComplete: true, removeOnFail: true } }));
    },
    unschedule: async (name, id) => {
      await within(reachMs, `unschedule ${name}`, queueOf(name).removeJobScheduler(id));
    },
    schedules: async (name) => {
      const found = await within(reachMs, `schedules of ${name}`, queueOf(name).getJobSchedulers(0, -1, true));
      return new Map(found.map((one) => [one.key, Number(one.every ?? 0)]));
    },
    ping: () => within(2000, 'ping', backend.ping()).then(() => true, () => false),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await backend.close();
    },
  };
};
