import { AppError, isAppError } from '../../../core/errors.ts';
import type { Db } from '../../storage/db.ts';
import { guardQuery } from './guard-query.ts';
import { openThread, type StoreThread } from './thread.ts';

export type SparqlParts = {
  readonly db: Db;
  readonly clock: { ms(): number };
  readonly newestChange: () => Promise<number>;
  readonly open?: (db: Db) => Promise<StoreThread>;
};

const timeLimitMs = 5_000;
// for a query that comes while the store is filled
const patienceMs = 3_000;
const maxLength = 5_000_000;
const maxRows = 10_000;
// a changed catalogue is loaded anew at most so often; so is one that was too large
const reloadMs = 30_000;
const waitingAtMost = 20;

const resultFormats = { select: ['application/sparql-results+json', 'application/sparql-results+xml', 'text/csv', 'text/tab-separated-values'], ask: ['application/sparql-results+json', 'application/sparql-results+xml'], graph: ['text/turtle', 'application/n-triples', 'application/ld+json', 'application/rdf+xml'] } as const;

/** `since`: when loading began, then when it ended. `refused`: too large for queries; `failed`: of something that may pass. */
type Filled = { readonly change: number; readonly thread: Promise<StoreThread>; since: number; state: 'loading' | 'ready' | 'refused' | 'failed' };

/** The result, or undefined when it takes longer. */
const within = async <T>(ms: number, work: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([work, new Promise<undefined>((done) => (timer = setTimeout(() => done(undefined), ms)))]);
  } finally {
    clearTimeout(timer);
  }
};

/** Read-only SPARQL over the public records (own and partners'), bounded: 5 seconds, 5 MB, 10 000 rows, one query at a time, no SERVICE, no update.
 *  The store lives in a thread that is made when first asked and ended when a query takes too long; while it is filled it is left alone. */
export const createSparql = (parts: SparqlParts) => {
  const { clock } = parts;
  let filled: Filled | undefined;
  let next: Filled | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let ids = 0;

  const fill = (change: number): Filled => {
    const made: Filled = { change, since: clock.ms(), thread: (parts.open ?? openThread)(parts.db), state: 'loading' };
    made.thread.then(
      () => Object.assign(made, { state: 'ready', since: clock.ms() }),
      (error: unknown) => Object.assign(made, { state: isAppError(error) ? 'refused' : 'failed', since: clock.ms() }),
    );
    return made;
  };
  const end = async (old: Filled | undefined): Promise<void> => void (await (await old?.thread.catch(() => undefined))?.end());
  const close = async (): Promise<void> => {
    const all = [filled, next];
    filled = next = undefined;
    await Promise.all(all.map(end));
  };

  /** A store to ask. After a change the next one is filled while this one still answers; they change places between two queries. */
  const current = async (): Promise<Filled> => {
    const change = await parts.newestChange();
    if (filled === undefined || filled.state === 'failed' || (filled.state === 'ready' && (await filled.thread).ended())) {
      filled = next ?? fill(change);
      next = undefined;
    }
    if (next?.state === 'ready') {
      void end(filled);
      filled = next;
      next = undefined;
    }
    const due = filled.state !== 'loading' && next?.state !== 'loading' && clock.ms() - filled.since > reloadMs;
    if (due && filled.state === 'refused') filled = fill(change);
    else if (due && change !== filled.change) next = fill(change);
    return filled;
  };

  /** @throws AppError `catalogue-loading` when the store is not filled yet */
  const ready = async (): Promise<StoreThread> => {
    const { since, state, thread } = await current();
    const found = await (state === 'loading' ? within(Math.max(0, since + patienceMs - clock.ms()), thread) : thread);
    if (found === undefined) throw new AppError('unavailable', 'catalogue-loading', 'The catalogue is being loaded for queries: try again in a moment.', { retryAfterSeconds: 5 });
    return found;
  };

  const ask = async (query: string, format: string): Promise<string> => {
    const thread = await ready();
    ids += 1;
    const asked = thread.say({ type: 'query', id: ids, kind: guardQuery(query), query, format, maxLength, maxRows }).catch((error: unknown) => {
      throw new AppError('too-large', 'query-too-large', 'The query needed more memory than one query may have and was ended: narrow it down or add LIMIT.', { cause: error });
    });
    const reply = await within(timeLimitMs, asked);
    if (reply === undefined) {
      asked.catch(() => undefined);
      await thread.end();
      throw new AppError('unprocessable', 'query-too-slow', `The query took longer than ${timeLimitMs / 1000} seconds and was ended: narrow it down or add LIMIT.`);
    }
    if (reply.type === 'answer' && reply.text !== undefined) return reply.text;
    const { error = 'query-refused', detail = 'The query could not be answered.' } = reply.type === 'answer' ? reply : {};
    throw new AppError(error === 'too-large' ? 'too-large' : 'invalid', error, detail);
  };

  return {
    formatsOf: (query: string): readonly string[] => resultFormats[guardQuery(query)],
    /** @throws AppError `query-refused`, `query-too-slow`, `query-too-large`, `too-large`, `throttled`, `catalogue-loading`, `catalogue-too-large` */
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
