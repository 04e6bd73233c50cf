import { Worker } from 'node:worker_threads';
import { AppError } from '../../../core/errors.ts';
import type { Db } from '../../storage/db.ts';
import { shownTexts } from '../publish/page-store.ts';
import { guardQuery } from './guard-query.ts';

export type SparqlParts = { readonly db: Db; readonly clock: { ms(): number }; readonly newestChange: () => Promise<number> };

const timeLimitMs = 5_000;
const maxAnswer = 5_000_000;
// some 10 million statements; a larger catalogue is read through /catalogue and the feed
const maxRecords = 50_000;
// a changed catalogue is loaded anew at most so often
const reloadMs = 30_000;
const waitingAtMost = 20;

type Reply = { readonly id: number; readonly text?: string; readonly error?: 'too-large' | 'query-refused'; readonly detail?: string };

const resultFormats = { select: ['application/sparql-results+json', 'application/sparql-results+xml', 'text/csv', 'text/tab-separated-values'], ask: ['application/sparql-results+json', 'application/sparql-results+xml'], graph: ['text/turtle', 'application/n-triples', 'application/ld+json', 'application/rdf+xml'] } as const;

/** Read-only SPARQL over the public records (own and partners'), bounded: 5 seconds, 5 MB, one query at a time, no SERVICE, no update.
 *  The store lives in a thread that is made when first asked and ended when a query takes too long. */
export const createSparql = (parts: SparqlParts) => {
  let worker: Promise<Worker> | undefined;
  let loaded = { change: -1, at: 0 };
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let ids = 0;

  const open = async (change: number): Promise<Worker> => {
    const made = new Worker(new URL('./worker.ts', import.meta.url));
    made.unref();
    made.once('error', () => {
      worker = undefined;
    });
    let records = 0;
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const rows = await shownTexts(parts.db, after, 500);
      records += rows.length;
      if (records > maxRecords) {
        await made.terminate();
        throw new AppError('unavailable', 'catalogue-too-large', `The catalogue has more than ${maxRecords} datasets: read it through /catalogue or /feed.`);
      }
      if (rows.length > 0) made.postMessage({ type: 'load', text: rows.map((row, at) => row.quads.replace(/_:([A-Za-z0-9])/g, `_:p${records}x${at}_$1`)).join('') });
      const lastId = rows.at(-1)?.id;
      if (lastId === undefined || rows.length < 500) break;
      after = lastId;
    }
    loaded = { change, at: parts.clock.ms() };
    return made;
  };

  const current = async (): Promise<Worker> => {
    const change = await parts.newestChange();
    if (worker !== undefined && change !== loaded.change && parts.clock.ms() - loaded.at > reloadMs) await close();
    worker ??= open(change).catch((error: unknown) => {
      worker = undefined;
      throw error;
    });
    return worker;
  };
  const close = async (): Promise<void> => {
    const old = worker;
    worker = undefined;
    await (await old?.catch(() => undefined))?.terminate();
  };

  const ask = async (query: string, format: string): Promise<string> => {
    const thread = await current();
    ids += 1;
    const id = ids;
    return new Promise<string>((done, fail) => {
      const finish = (): void => {
        clearTimeout(timer);
        thread.off('message', hear);
      };
      const hear = (reply: Reply): void => {
        if (reply.id !== id) return;
        finish();
        if (reply.text !== undefined) done(reply.text);
        else fail(new AppError(reply.error === 'too-large' ? 'too-large' : 'invalid', reply.error ?? 'query-refused', reply.detail ?? 'The query could not be answered.'));
      };
      const timer = setTimeout(() => {
        finish();
        void close();
        fail(new AppError('unprocessable', 'query-too-slow', `The query took longer than ${timeLimitMs / 1000} seconds and was ended: narrow it down or add LIMIT.`));
      }, timeLimitMs);
      thread.on('message', hear);
      thread.postMessage({ type: 'query', id, query, format, maxLength: maxAnswer });
    });
  };

  return {
    formatsOf: (query: string): readonly string[] => resultFormats[guardQuery(query)],
    /** @throws AppError `query-refused`, `query-too-slow`, `too-large`, `throttled` */
    query: async (query: string, format: string): Promise<string> => {
      guardQuery(query);
      if (waiting >= waitingAtMost) throw new AppError('rate-limited', 'throttled', 'Too many queries wait: try again in a moment.', { retryAfterSeconds: 5 });
      waiting += 1;
      const turn = last.then(() => ask(query, format));
      last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        waiting -= 1;
      }
    },
    close,
  };
};
export type Sparql = ReturnType<typeof createSparql>;
