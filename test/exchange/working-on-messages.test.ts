import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { asId } from '../../core/ids.ts';
import { waitFor } from '../support/wait-for.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { effects, recordingHandlers } from './support/effects.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import { send, startNode, testConsortium } from './support/pair.ts';

let consortium: TestConsortium;
let fr: ExchangeNode;
let fi: ExchangeNode;
let broken = true;
const by = { person: 'Operator, demo', role: 'operator' };

/** `info-response` needs an `info-request` first; `leg-clock` fails while `broken`. */
const handlers = () => {
  const usual = recordingHandlers();
  return recordingHandlers({
    'info-response': async (tx, inbound) => {
      const asked = await sql`select 1 from effect where event = 'info-request' and correlation_id = ${inbound.correlationId}`.execute(tx);
      if (asked.rows.length === 0) return { type: 'parked', reason: 'no request yet', until: new Date(inbound.content === undefined ? Date.now() + 1000 : Date.now() + 60_000).toISOString() };
      return usual['info-response'](tx, inbound);
    },
    'leg-clock': (tx, inbound) => {
      if (broken) throw new AppError('conflict', 'broken-on-purpose', 'The handler fails.');
      return usual['leg-clock'](tx, inbound);
    },
    'leg-withdraw': () => Promise.resolve({ type: 'not-validated', code: 'already-decided', text: 'Too late.' }),
  });
};

beforeAll(async () => {
  consortium = await testConsortium(['FR', 'FI']);
  [fr, fi] = await Promise.all([startNode(consortium, 'FR'), startNode(consortium, 'FI', { handlers })]);
});
afterAll(async () => {
  await Promise.all([fr.stop(), fi.stop()]);
  await consortium.remove();
});

const outcomeAt = (correlation: string) => waitFor('the outcome is back', async () => (await effects(fr.storage.db, 'outcome')).find((effect) => effect.correlation_id === correlation));
const state = async (id: string) => (await sql<{ state: string; attempts: number; result: string | null }>`select state, attempts, result from inbox where message_id = ${id}`.execute(fi.storage.db)).rows[0];

describe('work on stored messages', () => {
  it('answers what a handler refuses with fatal-error', async () => {
    const correlationId = newId();
    await send(fr, { to: 'FI', correlationId, event: 'leg-withdraw' });
    expect(await outcomeAt(correlationId)).toMatchObject({ reply: 'fatal-error' });
  });
  it('parks a message whose predecessor is missing, and takes it up when that has come', async () => {
    const correlationId = newId();
    const response = await send(fr, { to: 'FI', correlationId, event: 'info-response' });
    await waitFor('it is parked', async () => (await state(response))?.state === 'parked');
    await send(fr, { to: 'FI', correlationId, event: 'info-request' });
    await waitFor('both took effect', async () => (await effects(fi.storage.db)).filter((effect) => effect.correlation_id === correlationId).length === 2);
    expect(await state(response)).toMatchObject({ state: 'processed', result: 'validated' });
  });
  it('gives up a parked message in the end: predecessor-missing', async () => {
    const correlationId = newId();
    const response = await send(fr, { to: 'FI', correlationId, event: 'info-response', content: undefined });
    expect(await outcomeAt(correlationId)).toMatchObject({ reply: 'fatal-error' });
    expect(await state(response)).toMatchObject({ state: 'processed', result: 'predecessor-missing' });
  });
  it('quarantines a message whose handler keeps failing; the others go on; it can be tried again', async () => {
    const [bad, good] = [newId(), newId()];
    const failing = await send(fr, { to: 'FI', correlationId: bad, event: 'leg-clock' });
    await send(fr, { to: 'FI', correlationId: good });
    await waitFor('the other message took effect', async () => (await effects(fi.storage.db)).some((effect) => effect.correlation_id === good));
    await waitFor('it is in quarantine', async () => (await state(failing))?.state === 'quarantined');
    expect(await state(failing)).toMatchObject({ attempts: 5 });
    broken = false;
    const row = await sql<{ arrival: number }>`select arrival from inbox where message_id = ${failing}`.execute(fi.storage.db);
    await fi.exchange.operate.tryAgain(Number(row.rows[0]?.arrival), by);
    await waitFor('it took effect', async () => (await effects(fi.storage.db)).some((effect) => effect.message_id === failing));
  });
});

describe('steering a link', () => {
  it('holds messages while paused and sends them on resume', async () => {
    await fr.exchange.operate.steering.pause('FI', 'works on the line', by);
    const correlationId = newId();
    const id = await send(fr, { to: 'FI', correlationId });
    expect(await fr.exchange.deliveryOf(correlationId, asId('FI'))).toMatchObject({ state: 'waiting', reason: 'paused', attempts: [] });
    expect((await fr.exchange.linkStatuses())[0]).toMatchObject({ state: 'paused' });
    await fr.exchange.operate.steering.resume('FI', by);
    await waitFor('it took effect', async () => (await effects(fi.storage.db)).some((effect) => effect.message_id === id));
  });
  it('holds messages while the partner is in maintenance, without burning attempts', async () => {
    const until = new Date(Date.now() + 3000).toISOString();
    await fi.exchange.operate.maintenance.announce({ to: until, note: 'new version' }, by);
    const correlationId = newId();
    const id = await send(fr, { to: 'FI', correlationId });
    const held = await waitFor('FR holds', async () => {
      const view = await fr.exchange.deliveryOf(correlationId, asId('FI'));
      return view.reason === 'maintenance' && view;
    });
    expect(held.state).toBe('waiting');
    await waitFor('it took effect afterwards', async () => (await effects(fi.storage.db)).some((effect) => effect.message_id === id));
    const row = await sql<{ attempts: number }>`select attempts from outbox where message_id = ${id}`.execute(fr.storage.db);
    expect(row.rows[0]?.attempts).toBe(1);
    await fi.exchange.operate.maintenance.end(by);
  });
});
