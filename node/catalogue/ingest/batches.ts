import { v7 as uuid } from 'uuid';
import { fromPayload } from '../sources/payload.ts';
import type { Looker } from './looker.ts';
import { createHereLooker } from './looker.ts';
import type { PrepareParts } from './prepare.ts';
import { createPrepare } from './prepare.ts';
import type { StoreBatch } from './store-batch.ts';
import { createStoreBatch } from './store-batch.ts';
import { createThreadLooker } from './thread-looker.ts';

/** The two halves of the pipeline for a run of a source: many descriptions are looked at outside of any transaction, and stored in one per batch. */
export type Batches<Settings> = { /** @param expected how many will be looked at */ readonly open: (expected: number) => Looker<Settings>; readonly store: StoreBatch; readonly newId: () => string };

// a thread is ready after a second of work and costs some 100 MB
const worthThreads = 300;

/** @param threads what threads are started with, and what each order carries (look-worker.ts); absent: all is looked at here */
export const createBatches = <Settings>(parts: PrepareParts<Settings>, threads?: { readonly data: unknown; readonly trusted: () => readonly string[] }): Batches<Settings> => {
  const here = createHereLooker(createPrepare(parts), fromPayload);
  const module = new URL('./look-worker.ts', import.meta.url);
  return {
    open: (expected) => (threads === undefined || expected < worthThreads ? here : createThreadLooker({ module, data: threads.data, extra: threads.trusted })),
    store: createStoreBatch({ node: parts.node, countryOf: parts.countryOf, newId: uuid }), newId: uuid,
  };
};
