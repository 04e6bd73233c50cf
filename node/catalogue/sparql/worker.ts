// Runs in a thread of its own: oxigraph answers synchronously and cannot be interrupted, so the thread is ended when a query takes too long.
import { parentPort } from 'node:worker_threads';
import { Store } from 'oxigraph';

type Order = { readonly type: 'load'; readonly text: string } | { readonly type: 'query'; readonly id: number; readonly query: string; readonly format: string; readonly maxLength: number };

const store = new Store();

const answer = (order: Extract<Order, { type: 'query' }>) => {
  try {
    const text = store.query(order.query, { results_format: order.format }) as string;
    if (text.length > order.maxLength) return { id: order.id, error: 'too-large', detail: `The answer has ${text.length} characters; the limit is ${order.maxLength}. Add LIMIT.` };
    return { id: order.id, text };
  } catch (thrown) {
    return { id: order.id, error: 'query-refused', detail: thrown instanceof Error ? thrown.message : String(thrown) };
  }
};

parentPort?.on('message', (order: Order) => {
  if (order.type === 'load') store.load(order.text, { format: 'application/n-quads', no_transaction: true, lenient: true });
  else parentPort?.postMessage(answer(order));
});
