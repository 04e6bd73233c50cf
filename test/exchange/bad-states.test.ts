// Bad states of a node (clock, disk, directory): what the other side is told, what the operator sees, and how it comes back.
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCa } from '../../certs/ca.ts';
import { makeCrl } from '../../certs/make-crl.ts';
import { storeCrls } from '../../certs/store-crl.ts';
import type { Clock } from '../../core/clock.ts';
import { systemClock } from '../../core/clock.ts';
import { asId } from '../../core/ids.ts';
import type { Db } from '../../node/storage/db.ts';
import { waitFor } from '../support/wait-for.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { effects } from './support/effects.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import { nextDirectory } from './support/next-directory.ts';
import type { NodeChanges } from './support/pair.ts';
import { send, startNode, testConsortium } from './support/pair.ts';

const hour = 3_600_000;
/** Real time plus what a test says. */
const shiftable = (): Clock & { shift: (ms: number) => void } => {
  let ms = 0;
  return { now: () => new Date(systemClock.ms() + ms).toISOString(), ms: () => systemClock.ms() + ms, shift: (by) => void (ms += by) };
};

let consortium: TestConsortium;
let running: ExchangeNode[] = [];
const start = async (id: string, changes: NodeChanges = {}): Promise<ExchangeNode> => {
  const node = await startNode(consortium, id, changes);
  running.push(node);
  return node;
};
beforeEach(async () => {
  // Keys count from some hours ago: a node that is behind must not find its own keys too new.
  consortium = await testConsortium(['FR', 'FI'], { now: new Date(Date.now() - 3 * hour).toISOString(), directoryDays: 1 });
});
afterEach(async () => {
  await Promise.all(running.map((node) => node.stop()));
  running = [];
  await consortium.remove();
});

const took = (node: ExchangeNode, id: string) => waitFor('it took effect', async () => (await effects(node.storage.db)).some((effect) => effect.message_id === id), { timeoutMs: 30_000 });
const letterOf = (node: ExchangeNode, correlation: string) => waitFor('it is dead', async () => (await node.exchange.operate.deadLetters.list({ correlation })).letters[0]);
const breakWrites = async (db: Db, table: string): Promise<void> => {
  await sql.raw(`create function no_space() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`).execute(db);
  await sql.raw(`create trigger no_space before insert on ${table} for each statement execute function no_space()`).execute(db);
};
const mendWrites = (db: Db, table: string) => sql.raw(`drop trigger no_space on ${table}`).execute(db);

describe('a clock that is wrong by an hour', () => {
  it('ahead: messages are refused as from the future, and dead letter and figures name the clock', async () => {
    const clock = shiftable();
    clock.shift(hour);
    const [fr] = [await start('FR', { clock }), await start('FI')];
    const correlationId = newId();
    await send(fr, { to: 'FI', correlationId });
    const letter = await letterOf(fr, correlationId);
    expect(letter.reason).toBe('malformed');
    expect(letter.lastAnswer).toMatch(/^HTTP 400 malformed: The timestamp is 36\d\d s ahead of this node's clock; 300 s are allowed\. Check the clocks\.$/);
    expect(letter.help).toContain('compare both nodes with a time server');
    const difference = (await fr.exchange.linkStatuses()).find((one) => one.partner === 'FI')?.clockDifferenceMs;
    expect(Math.abs((difference ?? 0) + hour)).toBeLessThan(10_000);
  });

  it('behind: messages are taken; one that lives for half an hour has expired on arrival and is said so', async () => {
    const clock = shiftable();
    clock.shift(-hour);
    const [fr, fi] = [await start('FR', { clock }), await start('FI')];
    await took(fi, await send(fr, { to: 'FI' }));
    const correlationId = newId();
    await send(fr, { to: 'FI', correlationId, notAfter: new Date(clock.ms() + hour / 2).toISOString() });
    expect(await letterOf(fr, correlationId)).toMatchObject({ reason: 'expired', lastAnswer: expect.stringMatching(/^HTTP 410 expired: notAfter .* has passed\.$/) as string });
  });
});

describe('a full disk', () => {
  it('at the receiver: the sender is told 503, keeps the message and counts no failure; nothing is half stored; afterwards it takes effect once', async () => {
    const [fr, fi] = [await start('FR'), await start('FI')];
    await breakWrites(fi.storage.db, 'inbox');
    const correlationId = newId();
    const id = await send(fr, { to: 'FI', correlationId });
    const view = await waitFor('an attempt is recorded', async () => {
      const seen = await fr.exchange.deliveryOf(correlationId, asId('FI'));
      return seen.attempts.length > 0 && seen.state === 'waiting' && seen;
    });
    expect(view.attempts[0]).toMatchObject({ outcome: 'throttled', detail: 'HTTP 503 throttled: This node cannot store messages at the moment; nothing of this one was kept.' });
    const held = (await sql<{ n: number; audited: number }>`select (select count(*) from inbox) as n, (select count(*) from audit_event where action = 'message-received') as audited`.execute(fi.storage.db)).rows[0];
    expect(held).toEqual({ n: 0, audited: 0 });
    expect((await sql<{ attempts: number }>`select attempts from outbox where message_id = ${id}`.execute(fr.storage.db)).rows[0]?.attempts).toBe(0);
    await mendWrites(fi.storage.db, 'inbox');
    await took(fi, id);
    expect((await effects(fi.storage.db)).filter((effect) => effect.message_id === id)).toHaveLength(1);
  });

  it('at the sender, after the partner has taken the message: it is sent again under its id when the disk is free, and has one effect and one receipt', async () => {
    const clock = shiftable();
    const [fr, fi] = [await start('FR', { clock }), await start('FI', { clock })];
    await breakWrites(fr.storage.db, 'outbox_attempt');
    const id = await send(fr, { to: 'FI' });
    await took(fi, id);
    const state = async () => (await sql<{ state: string; receipt: Buffer | null }>`select state, receipt from outbox where message_id = ${id}`.execute(fr.storage.db)).rows[0];
    expect(await state()).toEqual({ state: 'waiting', receipt: null });
    await mendWrites(fr.storage.db, 'outbox_attempt');
    // The claim of the attempt that could not be written runs out, and the sweeper comes.
    clock.shift(15_000);
    await waitFor('it is settled', async () => (await state())?.state === 'delivered', { timeoutMs: 30_000 });
    expect((await effects(fi.storage.db)).filter((effect) => effect.message_id === id)).toHaveLength(1);
    const kept = (await sql<{ receipt: Buffer }>`select receipt from inbox where message_id = ${id}`.execute(fi.storage.db)).rows[0]?.receipt;
    expect((await state())?.receipt?.equals(kept ?? Buffer.alloc(0))).toBe(true);
  });
});

describe('a directory that expired', () => {
  it('is used for its grace, then every message waits visibly; with the next version all go out', async () => {
    const clock = shiftable();
    const options = { clock, env: { DIRECTORY_GRACE_DAYS: '1' } };
    const [fr, fi] = [await start('FR', options), await start('FI', options)];
    clock.shift(30 * hour);
    await took(fi, await send(fr, { to: 'FI' }));
    clock.shift(24 * hour);
    const correlationId = newId();
    const id = await send(fr, { to: 'FI', correlationId });
    const waiting = await waitFor('it waits', async () => {
      const view = await fr.exchange.deliveryOf(correlationId, asId('FI'));
      return view.reason === 'directory-expired' && view;
    });
    expect(waiting).toMatchObject({ state: 'waiting', attempts: [] });
    expect((await fr.exchange.linkStatuses())[0]).toMatchObject({ state: 'held', why: 'directory-expired' });
    await nextDirectory(consortium, (document) => ({ ...document, issuedAt: clock.now(), expiresAt: new Date(clock.ms() + 24 * hour).toISOString() }));
    await storeCrls(consortium.keysDir('FR'), await makeCrl(await openCa(consortium.caDir), { now: systemClock.now() }), fr.keyRing.ca());
    await Promise.all([fr.directory.refresh('test'), fi.directory.refresh('test')]);
    await took(fi, id);
    expect((await effects(fi.storage.db)).filter((effect) => effect.message_id === id)).toHaveLength(1);
  });
});
