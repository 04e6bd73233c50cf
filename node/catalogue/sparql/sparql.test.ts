import { expect, it, vi } from 'vitest';
import type { Db } from '../../storage/db.ts';
import { createSparql } from './sparql.ts';
import type { StoreThread } from './thread.ts';

const json = 'application/sparql-results+json';
const query = 'ASK { ?s ?p ?o }';

const answering: StoreThread = { say: () => Promise.resolve({ type: 'answer', id: 1, text: 'yes' }), end: () => Promise.reject(new Error('ended while loading')), ended: () => false };

it('answers 503 while the store is filled, and lets the filling end', async () => {
  let now = 0;
  let opened = 0;
  let filled = (): void => undefined;
  const open = (): Promise<StoreThread> => ((opened += 1), (now = 10_000), new Promise((done) => (filled = () => done(answering))));
  const sparql = createSparql({ db: undefined as unknown as Db, clock: { ms: () => now }, newestChange: () => Promise.resolve(now), open });
  for (let time = 0; time < 3; time += 1) await expect(sparql.query(query, json)).rejects.toMatchObject({ kind: 'unavailable', code: 'catalogue-loading', retryAfterSeconds: 5 });
  filled();
  expect([await sparql.query(query, json), opened]).toEqual(['yes', 1]);
});

it('goes on answering from the old store while a changed catalogue is loaded', async () => {
  let now = 0;
  const ends: string[] = [];
  const opens: (() => void)[] = [];
  const open = (): Promise<StoreThread> => {
    const name = `store ${opens.length + 1}`;
    return new Promise((done) => opens.push(() => done({ ...answering, say: () => Promise.resolve({ type: 'answer', id: 1, text: name }), end: () => (ends.push(name), Promise.resolve()) })));
  };
  const sparql = createSparql({ db: undefined as unknown as Db, clock: { ms: () => now }, newestChange: () => Promise.resolve(now), open });
  const first = sparql.query(query, json);
  await vi.waitUntil(() => opens.length === 1);
  opens[0]?.();
  expect(await first).toBe('store 1');
  now = 31_000;
  expect([await sparql.query(query, json), await sparql.query(query, json), opens.length]).toEqual(['store 1', 'store 1', 2]);
  opens[1]?.();
  expect([await sparql.query(query, json), ends]).toEqual(['store 2', ['store 1']]);
});

it('tells a query that its thread died of, and makes a new one', async () => {
  let opened = 0;
  const open = (): Promise<StoreThread> => {
    opened += 1;
    let over = false;
    const say: StoreThread['say'] = () => (opened > 1 ? Promise.resolve({ type: 'answer', id: 1, text: 'yes' }) : ((over = true), Promise.reject(new Error('ERR_WORKER_OUT_OF_MEMORY'))));
    return Promise.resolve({ say, end: () => Promise.resolve(), ended: () => over });
  };
  const sparql = createSparql({ db: undefined as unknown as Db, clock: { ms: () => 0 }, newestChange: () => Promise.resolve(1), open });
  await expect(sparql.query(query, json)).rejects.toMatchObject({ kind: 'too-large', code: 'query-too-large' });
  expect([await sparql.query(query, json), opened]).toEqual(['yes', 2]);
});
