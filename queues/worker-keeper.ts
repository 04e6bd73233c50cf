import type { Worker } from 'bullmq';
import type { JobPayload } from './payloads.ts';

export type QueueWorker = { pause(): Promise<void>; resume(): void; close(): Promise<void> };

const againMs = 1000;

/** Starts a worker once its connections stand. BullMQ remembers for ever that a first connection failed, and a worker made at the very moment its database is away
 *  asks for jobs without a pause, so that nothing else of the process runs any more: such a one is put aside before it begins, and a new one is made a second later.
 *  @param make a worker that does not run by itself (`autorun: false`) */
export const keepWorker = (make: () => Worker<JobPayload>, onError: (error: Error) => void): QueueWorker => {
  let worker: Worker<JobPayload> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let [paused, closed] = [false, false];
  const run = (one: Worker<JobPayload>): void => {
    one.run().catch((error: unknown) => {
      onError(error as Error);
      if (!closed && !paused) timer = setTimeout(() => run(one), againMs);
    });
  };
  const begin = async (): Promise<void> => {
    const made = make();
    const ready = await made.waitUntilReady().then(() => true, () => false);
    if (closed || !ready) {
      void made.close(true).catch(() => undefined);
      if (!closed) timer = setTimeout(() => void begin(), againMs);
      return;
    }
    worker = made;
    if (paused) await made.pause(true);
    else run(made);
  };
  void begin();
  return {
    pause: async () => {
      paused = true;
      await worker?.pause(true);
    },
    resume: () => {
      paused = false;
      void worker?.resume();
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await worker?.close();
    },
  };
};
