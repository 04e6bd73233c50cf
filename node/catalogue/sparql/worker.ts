// Runs in a thread of its own: oxigraph answers synchronously and cannot be interrupted, so the thread is ended when a query takes too long.
import { parentPort } from 'node:worker_threads';
import { isExhausted } from './limit-memory.ts';
import { Store } from 'oxigraph';
import { limitRows } from './limit-rows.ts';

export type Order =
  | { readonly type: 'load'; readonly text: string }
  | { readonly type: 'query'; readonly id: number; readonly kind: 'select' | 'ask' | 'graph'; readonly query: string; readonly format: string; readonly maxLength: number; readonly maxRows: number };
export type Reply = { readonly type: 'loaded' } | { readonly type: 'answer'; readonly id: number; readonly text?: string; readonly error?: 'too-large' | 'query-refused'; readonly detail?: string };

type Query = Extract<Order, { type: 'query' }>;
const store = new Store();

const tooLarge = (id: number, what: string): Reply => ({ type: 'answer', id, error: 'too-large', detail: `The answer has ${what}. Add LIMIT.` });

/** The library writes an answer whole or not at all: a first run that stops early finds out whether it may be written. */
const hasTooMany = ({ kind, query, maxRows }: Query): boolean => kind !== 'ask' && (store.query(limitRows(query, maxRows + 1)) as readonly unknown[]).length > maxRows;

const answer = (order: Query): Reply => {
  const { id, query, format, maxLength, maxRows } = order;
  try {
    if (hasTooMany(order)) return tooLarge(id, `more than ${maxRows} ${order.kind === 'graph' ? 'statements' : 'rows'}; that is the limit`);
    const text = store.query(query, { results_format: format }) as string;
    return text.length > maxLength ? tooLarge(id, `${text.length} characters; the limit is ${maxLength}`) : { type: 'answer', id, text };
  } catch (thrown) {
    // out of memory: the store is not to be used any more, the thread ends
    if (isExhausted(thrown)) throw thrown;
    return { type: 'answer', id, error: 'query-refused', detail: thrown instanceof Error ? thrown.message : String(thrown) };
  }
};

const reply = (said: Reply): void => parentPort?.postMessage(said);
parentPort?.on('message', (order: Order) => {
  if (order.type === 'query') return reply(answer(order));
  store.load(order.text, { format: 'application/n-quads', no_transaction: true, lenient: true });
  reply({ type: 'loaded' });
});
