import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId } from '../../core/ids.ts';
import { waitFor } from '../support/wait-for.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { effects } from './support/effects.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import { send, startNode, testConsortium } from './support/pair.ts';

let consortium: TestConsortium;
let fr: ExchangeNode;
let fi: ExchangeNode;

beforeAll(async () => {
  consortium = await testConsortium(['FR', 'FI']);
  [fr, fi] = [await startNode(consortium, 'FR'), await startNode(consortium, 'FI')];
});
afterAll(async () => {
  await Promise.all([fr.stop(), fi.stop()]);
  await consortium.remove();
});

describe('a message between two nodes', () => {
  it('arrives, takes effect once, and its outcome comes back', async () => {
    const correlationId = newId();
    const id = await send(fr, { to: 'FI', correlationId });
    await waitFor('FI has worked on it', async () => (await effects(fi.storage.db)).find((effect) => effect.message_id === id));
    const outcome = await waitFor('the outcome is back at FR', async () => (await effects(fr.storage.db, 'outcome')).find((effect) => effect.correlation_id === correlationId));
    expect(outcome).toMatchObject({ sender: 'FI', reply: 'ok' });
    const delivery = await waitFor('FR shows it delivered', async () => {
      const view = await fr.exchange.deliveryOf(correlationId, asId('FI'));
      return view.state === 'delivered' && view;
    });
    expect(delivery.deliveredAt).toBeDefined();
    expect(delivery.attempts).toHaveLength(1);
  });

  it('keeps the order within an application', async () => {
    const correlationId = newId();
    for (let n = 0; n < 20; n++) await send(fr, { to: 'FI', correlationId, event: 'leg-message' });
    const seen = await waitFor('all twenty took effect', async () => {
      const found = (await effects(fi.storage.db, 'leg-message')).filter((effect) => effect.correlation_id === correlationId);
      return found.length >= 20 && found;
    }, { timeoutMs: 60_000 });
    expect(seen.map((effect) => effect.sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  }, 90_000);
});
