import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId } from '../../core/ids.ts';
import { waitFor } from '../support/wait-for.ts';
import type { TestConsortium } from '../support/consortium.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import { effects } from './support/effects.ts';
import { refuse, startFakePartner } from './support/fake-partner.ts';
import { send, startNode, testConsortium } from './support/pair.ts';

let consortium: TestConsortium;
let fr: ExchangeNode;
const by = { person: 'Operator, demo', role: 'operator' };
const dead: { reason: string }[] = [];

beforeAll(async () => {
  consortium = await testConsortium(['FR', 'DE']);
  fr = await startNode(consortium, 'FR', { hooks: () => ({ onDead: (_tx, event) => Promise.resolve(void dead.push(event)) }) });
});
afterAll(async () => {
  await fr.stop();
  await consortium.remove();
});

describe('dead letters', () => {
  it('say why, hold back their application only, go out again unchanged, and take effect once', async () => {
    const fake = await startFakePartner(consortium, 'DE');
    fake.answer(refuse(422, 'unsupported-event'));
    const correlation = newId();
    const first = await send(fr, { to: 'DE', correlationId: correlation });
    const letters = fr.exchange.operate.deadLetters;
    await waitFor('it is dead', async () => (await letters.list({})).total === 1);
    const second = await send(fr, { to: 'DE', correlationId: correlation });
    const [letter] = (await letters.list({})).letters;
    expect(letter).toMatchObject({ messageId: first, partner: 'DE', reason: 'unsupported-event', why: expect.stringContaining('does not know') as string, lastAnswer: expect.stringContaining('HTTP 422') as string });
    await waitFor('the next one waits behind it', async () => (await letters.list({})).letters[0]?.holdsBack === 1);
    expect(dead).toMatchObject([{ reason: 'unsupported-event', messageId: first }]);
    const bytes = fake.bodies[0];
    await fake.close();

    const de = await startNode(consortium, 'DE');
    expect((await letters.preview({ partner: 'DE' })).text).toMatch(/^1 message to 1 partner, less than a minute/);
    const run = await letters.sendAgain({ partner: 'DE' }, by);
    const seen = await waitFor('both took effect', async () => {
      const found = await effects(de.storage.db);
      return found.length === 2 && found;
    });
    expect(seen.map((effect) => effect.message_id)).toEqual([first, second]);
    const kept = await sql<{ bytes: Buffer }>`select bytes from inbox order by arrival limit 1`.execute(de.storage.db);
    expect(kept.rows[0]?.bytes.equals(bytes as Buffer)).toBe(true);
    expect(await waitFor('the run is finished', async () => (await letters.list({})).runs.find((one) => one.id === run.id && one.state === 'finished'))).toMatchObject({ done: 1, total: 1, requestedBy: by.person });
    const audited = await sql<{ action: string }>`select action from audit_event where action in ('dead-letters-send-again', 'message-sent-again', 'message-dead') order by id`.execute(fr.storage.db);
    expect(audited.rows.map((row) => row.action)).toEqual(['message-dead', 'dead-letters-send-again', 'message-sent-again']);
    await de.stop();
  });

  it('can be given up: what waits behind goes on', async () => {
    const fake = await startFakePartner(consortium, 'DE');
    await fr.exchange.operate.steering.resume('DE', by);
    fake.answer(refuse(422, 'unsupported-event'));
    const correlation = newId();
    const first = await send(fr, { to: 'DE', correlationId: correlation });
    const letters = fr.exchange.operate.deadLetters;
    await waitFor('it is dead', async () => (await letters.list({ correlation })).total === 1);
    const second = await send(fr, { to: 'DE', correlationId: correlation });
    expect(await letters.abandon([first], 'the applicant withdrew', by)).toBe(1);
    await waitFor('the second was tried', async () => (await letters.list({ correlation })).letters.some((one) => one.messageId === second));
    expect((await fr.exchange.deliveryOf(correlation, asId('DE'))).state).toBe('undelivered');
    await fake.close();
  });

  it('that passed notAfter are told apart and never sent', async () => {
    await fr.exchange.operate.steering.pause('DE', 'test', by);
    const correlation = newId();
    const id = await send(fr, { to: 'DE', correlationId: correlation, notAfter: new Date(Date.now() + 300).toISOString() });
    const letters = fr.exchange.operate.deadLetters;
    const [letter] = await waitFor('it expired although the partner is paused', async () => {
      const found = (await letters.list({ correlation })).letters;
      return found.length > 0 && found;
    });
    expect(letter).toMatchObject({ messageId: id, reason: 'expired', expired: true });
    expect(await letters.preview({ correlation })).toMatchObject({ messages: 0, expired: 1 });
    await expect(letters.sendAgain({ correlation }, by)).rejects.toMatchObject({ code: 'nothing-to-send' });
  });
});
