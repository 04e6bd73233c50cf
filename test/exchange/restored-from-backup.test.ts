import { randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { asId } from '../../core/ids.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { effects } from './support/effects.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import { send, startNode, testConsortium } from './support/pair.ts';

let consortium: TestConsortium;
let fi: ExchangeNode;

beforeAll(async () => {
  consortium = await testConsortium(['FR', 'FI']);
  fi = await startNode(consortium, 'FI');
});
afterAll(async () => {
  await fi.stop();
  await consortium.remove();
});

/** A copy of a database nobody is connected to: the backup. */
const copyOf = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  const name = `t_${randomBytes(6).toString('hex')}`;
  await client.query(`create database ${name} template ${new URL(url).pathname.slice(1)}`);
  await client.end();
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.href;
};
const count = async (node: ExchangeNode, correlation: string, event: string): Promise<number> => (await effects(node.storage.db, event)).filter((effect) => effect.correlation_id === correlation).length;

describe('a node put back from a backup', () => {
  it('doubles nothing of what it had sent or received, gets back what it lost, and reuses no number', async () => {
    const correlation = newId();
    const live = await newDatabaseUrl();
    // The backup is taken with a message of FR waiting, before it is delivered.
    let fr = await startNode(consortium, 'FR', { databaseUrl: live, idle: true });
    const sentBefore = await send(fr, { to: 'FI', correlationId: correlation });
    await fr.stop();
    const backup = await copyOf(live);
    const since = new Date(Date.now() - 60_000).toISOString();

    // Life goes on: it is delivered, a second one too, and FI sends one that FR acknowledges.
    fr = await startNode(consortium, 'FR', { databaseUrl: live });
    await send(fr, { to: 'FI', correlationId: correlation });
    await waitFor('FI has worked on both', async () => (await count(fi, correlation, 'leg-submit')) === 2);
    const fromFi = await send(fi, { to: 'FR', correlationId: correlation, event: 'leg-status' });
    await waitFor('FR has the status', async () => (await count(fr, correlation, 'leg-status')) === 1);
    await waitFor('FI knows it', async () => (await fi.exchange.deliveryOf(correlation, asId('FR'))).state === 'delivered');
    await fr.stop();

    // Yesterday's state: the first message waits again, the second and the status never happened.
    fr = await startNode(consortium, 'FR', { databaseUrl: backup });
    const asked = await fr.exchange.operate.askAgain(asId('FI'), since, 'Operator, demo');
    expect(asked).toMatchObject({ sequences: 1 });
    expect(asked.again).toBeGreaterThanOrEqual(1);
    await waitFor('the status is back', async () => (await effects(fr.storage.db, 'leg-status')).some((effect) => effect.message_id === fromFi));
    await waitFor('the message that waited again is receipted again', async () => (await fr.exchange.deliveryOf(correlation, asId('FI'))).state === 'delivered');
    const fresh = await send(fr, { to: 'FI', correlationId: correlation, event: 'leg-withdraw' });
    await waitFor('FI has the new one', async () => (await count(fi, correlation, 'leg-withdraw')) === 1);

    expect((await effects(fi.storage.db)).filter((effect) => effect.message_id === sentBefore)).toHaveLength(1);
    expect(await count(fr, correlation, 'leg-status')).toBe(1);
    expect((await effects(fi.storage.db)).find((effect) => effect.message_id === fresh)?.sequence).toBeGreaterThan(3);
    await fr.stop();
  });
});
