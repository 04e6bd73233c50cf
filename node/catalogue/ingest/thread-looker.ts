import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Looker, TextAsk } from './looker.ts';
import type { LookOptions, Prepared } from './prepared.ts';

// Looking at descriptions is two thirds of the work of an import and needs no database: in threads it goes on while another batch is stored, and the node answers
// meanwhile. A thread may die (memory) or never come back: its share is looked at again in smaller parts by a new one, until the description that does it is alone.

export type ThreadOptions = {
  /** Module that answers orders (look-worker.ts) and what it is started with. */
  readonly module: URL; readonly data: unknown;
  /** What each order carries beside its asks: decisions that may change while a run goes on. */
  readonly extra: () => unknown;
  readonly threads?: number;
  /** One order, of at most `share` descriptions, must be answered within this time. */
  readonly deadlineMs?: number;
};
export type Order = { readonly asks: readonly TextAsk[]; readonly options: LookOptions; readonly extra: unknown };

// a thread's own descriptions; several at once stay below what a source may cost (catalogue.md §6.9)
const resourceLimits = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 96 };
const share = 25;
// the slowest honest description takes two seconds (canonical.ts), twenty-five of them less than this
const usualDeadlineMs = 120_000;
/** One processor is left to the database and to this thread. */
const usualThreads = (): number => Math.max(1, Math.min(4, availableParallelism() - 1));

type Thread = { say(order: Order): Promise<readonly Prepared[]>; end(): Promise<unknown>; isOver(): boolean };

const startThread = ({ module, data, deadlineMs = usualDeadlineMs }: ThreadOptions): Thread => {
  const worker = new Worker(module, { workerData: data, resourceLimits });
  worker.unref();
  let over: Error | undefined;
  let waiting: ((error: Error) => void) | undefined;
  const finish = (error: Error): void => {
    over ??= error;
    waiting?.(over);
  };
  worker.once('error', (error) => finish(error as Error));
  worker.once('exit', () => finish(new Error('the thread that looks at descriptions has ended')));
  return {
    isOver: () => over !== undefined,
    end: () => worker.terminate(),
    say: (order) =>
      new Promise((done, fail) => {
        if (over !== undefined) return fail(over);
        const late = setTimeout(() => {
          finish(new Error(`a description was not looked at within ${deadlineMs} ms`));
          void worker.terminate();
        }, deadlineMs);
        const settled = (): void => {
          clearTimeout(late);
          waiting = undefined;
        };
        waiting = (error) => {
          settled();
          fail(error);
        };
        worker.once('message', (answer: readonly Prepared[]) => {
          settled();
          done(answer);
        });
        worker.postMessage(order);
      }),
  };
};

const shares = (asks: readonly TextAsk[], size: number): (readonly TextAsk[])[] => Array.from({ length: Math.ceil(asks.length / size) }, (_, at) => asks.slice(at * size, (at + 1) * size));

/** Looks in threads that live until `end`. Each has one order at a time; the caller decides how many batches it asks for ahead. */
export const createThreadLooker = <Settings>(given: ThreadOptions): Looker<Settings> => {
  const slots: { thread: Thread | undefined; free: Promise<unknown> }[] = Array.from({ length: given.threads ?? usualThreads() }, () => ({ thread: undefined, free: Promise.resolve() }));

  let ended = false;
  const lookIn = async (slot: (typeof slots)[number], asks: readonly TextAsk[], options: LookOptions): Promise<readonly Prepared[]> => {
    if (ended) return asks.map(() => ({ type: 'broken', error: new Error('the run has ended') }));
    if (slot.thread?.isOver() !== false) slot.thread = startThread(given);
    try {
      return await slot.thread.say({ asks, options, extra: given.extra() });
    } catch (error) {
      if (asks.length <= 1) return asks.map(() => ({ type: 'broken', error }));
      const half = Math.ceil(asks.length / 2);
      return [...(await lookIn(slot, asks.slice(0, half), options)), ...(await lookIn(slot, asks.slice(half), options))];
    }
  };

  return {
    look: async (asks, { origin, settings }) => {
      // what a run has seen stays here
      const options = { origin: origin.kind === 'own' ? { kind: 'own' as const, source: origin.source } : origin, settings } as LookOptions;
      const parts = await Promise.all(shares(asks, share).map((part, at) => {
        const slot = slots[at % slots.length] as (typeof slots)[number];
        const found = slot.free.then(() => lookIn(slot, part, options));
        slot.free = found;
        return found;
      }));
      return parts.flat();
    },
    end: async () => {
      ended = true;
      await Promise.all(slots.map((slot) => slot.thread?.end()));
    },
  };
};
