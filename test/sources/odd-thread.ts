import { parentPort } from 'node:worker_threads';
import type { Order } from '../../node/catalogue/ingest/thread-looker.ts';

// A thread that dies of one text and never comes back from another.
parentPort?.on('message', ({ asks }: Order) => {
  for (const { text } of asks) {
    if (text === 'dies') process.exit(1);
    if (text === 'hangs') for (;;);
  }
  parentPort?.postMessage(asks.map(({ iri }) => ({ type: 'refused', code: 'seen', detail: iri })));
});
