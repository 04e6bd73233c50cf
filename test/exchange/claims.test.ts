import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import type { ClaimedRow } from '../../node/exchange/claim-store.ts';
import { createClaims } from '../../node/exchange/claims.ts';
import { addRows, laterHeads, makeDue } from '../../node/exchange/outbox-store.ts';
import { settleDead, settleDelivered, settleWaiting } from '../../node/exchange/settle-store.ts';
import { inTransaction } from '../../node/storage/db.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const start = '2027-03-29T00:00:00.000Z';
let clock = fixedClock(start);
beforeEach(() => {
  clock = fixedClock(start);
});

const stored = async (correlation = newId(), sequence = 1): Promise<string> => {
  const id = newId();
  await inTransaction(database.db, (tx) =>
    addRows(tx, [{ message_id: id, receiver: 'DE', event: 'leg-submit', correlation_id: correlation, sequence, in_reply_to: null, created_at: start, not_after: '2027-04-05T00:00:00.000Z', directory_version: 1, digest: 'd', bytes: Buffer.from('x') }]),
  );
  return id;
};
const rowOf = async (id: string) => (await sql<{ state: string; attempts: number; claimed_by: string | null; reason: string | null; next_attempt_at: string | null }>`select state, attempts, claimed_by, reason, next_attempt_at from outbox where message_id = ${id}`.execute(database.db)).rows[0];
const attemptsOf = async (id: string): Promise<number> => Number((await sql<{ n: number }>`select count(*) as n from outbox_attempt where message_id = ${id}`.execute(database.db)).rows[0]?.n);
const attempt = { at: start, address: 'https://de', outcome: 'http-500', status: 500, detail: null, durationMs: 3 };
const wait = { nextAttemptAt: '2027-03-29T06:00:00.000Z', toldUntil: null, reason: 'http-500', lastAnswer: null, burnt: true };
const processes = () => [createClaims({ db: database.db, clock }), createClaims({ db: database.db, clock })] as const;
const claimed = (row: ClaimedRow | undefined): ClaimedRow => {
  if (row === undefined) throw new Error('not claimed');
  return row;
};

describe('a claim', () => {
  it('is given to one of two processes, and renewed for as long as the attempt takes', async () => {
    const [one, other] = processes();
    const id = await stored();
    expect(await one.take(id)).toMatchObject({ message_id: id });
    expect(await other.take(id)).toBeUndefined();
    for (let seconds = 0; seconds < 40; seconds += 4) {
      clock.advance(4000);
      await one.renew();
      expect(await other.take(id)).toBeUndefined();
    }
  });

  it('that ran out and went to another process lets its first holder change nothing, whatever it has to say', async () => {
    const [slow, quick] = processes();
    const id = await stored();
    const lost = claimed(await slow.take(id));
    clock.advance(10_001);
    const held = claimed(await quick.take(id));
    await settleWaiting(database.db, lost, wait, attempt);
    expect(await inTransaction(database.db, (tx) => settleDead(tx, lost, { at: start, reason: 'malformed', lastAnswer: null, attempt: undefined }))).toBe(false);
    await slow.giveBack(lost);
    await slow.renew();
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', attempts: 0, claimed_by: held.token, reason: null });
    // What was tried is recorded all the same.
    expect(await attemptsOf(id)).toBe(1);
    const delivery = { row: held, attempt: { ...attempt, outcome: 'delivered' }, deliveredAt: start, finishedAt: start, receipt: Buffer.from('r') };
    expect(await inTransaction(database.db, (tx) => settleDelivered(tx, [{ ...delivery, row: lost }]))).toEqual(new Set());
    expect(await inTransaction(database.db, (tx) => settleDelivered(tx, [delivery]))).toEqual(new Set([id]));
    expect(await inTransaction(database.db, (tx) => settleDelivered(tx, [delivery]))).toEqual(new Set());
  });

  it('goes to the next message of a correlation as soon as the one before is settled, and never past a dead one', async () => {
    const [one] = processes();
    const correlation = newId();
    const ids = [await stored(correlation, 1), await stored(correlation, 2), await stored(correlation, 3)];
    const wanted = [{ receiver: 'DE', correlationId: correlation }];
    const first = claimed(await one.take(ids[0] ?? ''));
    expect(await one.take(ids[1] ?? '')).toBeUndefined();
    expect(await one.takeHeads(wanted)).toEqual([]);
    await inTransaction(database.db, (tx) => settleDelivered(tx, [{ row: first, attempt, deliveredAt: start, finishedAt: start, receipt: Buffer.from('r') }]));
    const [second] = await one.takeHeads(wanted);
    expect(second).toMatchObject({ message_id: ids[1], sequence: 2 });
    await inTransaction(database.db, (tx) => settleDead(tx, claimed(second), { at: start, reason: 'malformed', lastAnswer: null, attempt }));
    expect(await one.takeHeads(wanted)).toEqual([]);
  });

  it('is taken for many messages at once', async () => {
    const [one] = processes();
    const ids = await Promise.all(Array.from({ length: 40 }, () => stored()));
    const rows = await Promise.all(ids.map((id) => one.take(id)));
    expect(rows.map((row) => row?.message_id)).toEqual(ids);
    expect(new Set(rows.map((row) => row?.token)).size).toBe(40);
  });

  it('is not taken from a message under way because its time is over', async () => {
    const [one, other] = processes();
    const [busy, idle] = [await stored(), await stored()];
    clock.advance(7 * 86_400_000 - 1000);
    await one.take(busy);
    clock.advance(2000);
    const expired = (await other.takeExpired(1000)).map((row) => row.message_id);
    expect(expired).toContain(idle);
    expect(expired).not.toContain(busy);
  });
});

describe('a partner that answers again', () => {
  it('gets what waited because of failures at once, and what it told to wait when it said', async () => {
    const [one] = processes();
    const [failed, told] = [await stored(), await stored()];
    await settleWaiting(database.db, claimed(await one.take(failed)), wait, attempt);
    const toldUntil = '2027-03-29T02:00:00.000Z';
    await settleWaiting(database.db, claimed(await one.take(told)), { ...wait, nextAttemptAt: toldUntil, toldUntil, reason: 'throttled', burnt: false }, attempt);
    await makeDue(database.db, 'DE', clock.now());
    expect([(await rowOf(failed))?.next_attempt_at, (await rowOf(told))?.next_attempt_at]).toEqual([null, toldUntil]);
    expect((await laterHeads(database.db, 'DE', clock.now(), '00000000-0000-0000-0000-000000000000', 1000)).find((row) => row.message_id === told)?.next_attempt_at).toBe(toldUntil);
    clock.advance(2 * 3_600_000 + 1);
    await makeDue(database.db, 'DE', clock.now());
    expect((await rowOf(told))?.next_attempt_at).toBeNull();
  });
});
