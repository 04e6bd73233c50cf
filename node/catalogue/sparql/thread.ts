import { Worker } from 'node:worker_threads';
import { AppError } from '../../../core/errors.ts';
import type { Db } from '../../storage/db.ts';
import { shownTexts } from '../publish/page-store.ts';
import { prefixBlankNodes } from '../version/prefix-blank-nodes.ts';
import type { Order, Reply } from './worker.ts';

// a larger catalogue is read through /catalogue and the feed
const maxRecords = 50_000;
const pageSize = 500;
// the thread's own texts and rows; the store's memory has its limit in limit-memory.ts
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/** A thread with a store. `say` gives its answer to one order. @throws Error of the thread when it ends before it answers */
export type StoreThread = { readonly say: (order: Order) => Promise<Reply>; readonly end: () => Promise<void>; readonly ended: () => boolean };

const start = (): StoreThread => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits });
  worker.unref();
  let over: Error | undefined;
  const waiting = new Set<(error: Error) => void>();
  const finish = (error: Error): void => {
    over ??= error;
    for (const fail of waiting) fail(over);
    waiting.clear();
  };
  worker.once('error', (error) => finish(error as Error));
  worker.once('exit', () => finish(new Error('the thread for queries has ended')));
  const say = (order: Order): Promise<Reply> =>
    new Promise((done, fail) => {
      if (over !== undefined) return fail(over);
      waiting.add(fail);
      worker.once('message', (reply: Reply) => {
        waiting.delete(fail);
        done(reply);
      });
      worker.postMessage(order);
    });
  return { say, end: async () => void (await worker.terminate()), ended: () => over !== undefined };
};

const tooLarge = (cause?: unknown): AppError =>
  new AppError('unavailable', 'catalogue-too-large', 'The catalogue is too large for queries here: read it through /catalogue or /feed.', { cause, retryAfterSeconds: 3600 });

const fill = async (db: Db, thread: StoreThread): Promise<void> => {
  let records = 0;
  for (let after: string | undefined = '00000000-0000-0000-0000-000000000000'; after !== undefined; ) {
    const rows = await shownTexts(db, after, pageSize);
    records += rows.length;
    if (records > maxRecords) throw tooLarge();
    const text = rows.map((row, at) => prefixBlankNodes(row.quads, `p${records}x${at}x`)).join('');
    await thread.say({ type: 'load', text }).catch((error: unknown) => {
      throw tooLarge(error);
    });
    after = rows.length < pageSize ? undefined : rows.at(-1)?.id;
  }
};

/** A thread whose store holds all public records. @throws AppError `catalogue-too-large` */
export const openThread = async (db: Db): Promise<StoreThread> => {
  const thread = start();
  try {
    await fill(db, thread);
    return thread;
  } catch (thrown) {
    await thread.end();
    throw thrown;
  }
};
