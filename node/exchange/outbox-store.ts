import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from '../storage/db.ts';
import { kept } from '../storage/kept-statement.ts';
import type { OutboxTable } from './tables-store.ts';

export type OutboxRow = Selectable<OutboxTable>;
export type NewOutboxRow = Omit<Insertable<OutboxTable>, 'attempts' | 'queued_at' | 'claimed_by' | 'claimed_until' | 'next_attempt_at' | 'told_until' | 'reason' | 'last_answer' | 'delivered_at' | 'finished_at' | 'receipt' | 'state'>;

/** The next number within each (receiver, correlation), each asked at most once; the rows stay locked until commit, so numbers are committed in order and
 *  without gaps. @returns numbers in the order asked */
export const nextSequences = async (tx: Tx, wanted: readonly { receiver: string; correlationId: string }[]): Promise<number[]> => {
  const given = await sql<{ receiver: string; correlation_id: string; last: number }>`${kept}
    insert into outbox_sequence as s (receiver, correlation_id, last)
    select receiver, correlation, 1 from unnest(${wanted.map((one) => one.receiver)}::text[], ${wanted.map((one) => one.correlationId)}::text[]) as w(receiver, correlation) order by receiver, correlation
    on conflict (receiver, correlation_id) do update set last = s.last + 1 returning receiver, correlation_id, last`.execute(tx);
  const numbers = new Map(given.rows.map((row) => [`${row.receiver} ${row.correlation_id}`, Number(row.last)]));
  return wanted.map((one) => numbers.get(`${one.receiver} ${one.correlationId}`) ?? 0);
};

export const addRows = async (tx: Tx, rows: readonly NewOutboxRow[]): Promise<void> => {
  const of = <Key extends keyof NewOutboxRow>(key: Key): NewOutboxRow[Key][] => rows.map((row) => row[key]);
  await sql`${kept}
    insert into outbox (message_id, receiver, event, correlation_id, sequence, in_reply_to, created_at, not_after, directory_version, digest, bytes, traceparent, state)
    select r.*, 'waiting' from unnest(${of('message_id')}::uuid[], ${of('receiver')}::text[], ${of('event')}::text[], ${of('correlation_id')}::text[], ${of('sequence')}::bigint[], ${of('in_reply_to')}::uuid[], ${of('created_at')}::timestamptz[],
      ${of('not_after')}::timestamptz[], ${of('directory_version')}::int[], ${of('digest')}::text[], ${of('bytes')}::bytea[], ${of('traceparent')}::text[]) as r`.execute(tx);
};

/** Marks rows that were committed since the last look as queued; forgotten in a crash, the sweeper queues them again. @returns ids by receiver, in order of creation */
export const takeUnqueued = async (db: Db, now: string, limit: number): Promise<{ message_id: string; receiver: string }[]> => {
  const taken = await sql<{ message_id: string; receiver: string; sequence: number }>`${kept}
    update outbox set queued_at = ${now} where (select set_config('synchronous_commit', 'off', true)) is not null and message_id in (
      select message_id from outbox where state = 'waiting' and queued_at is null order by created_at limit ${limit} for update skip locked)
    returning message_id, receiver, sequence`.execute(db);
  return taken.rows.sort((a, b) => (a.message_id < b.message_id ? -1 : 1));
};

const firstOfCorrelation = sql`not exists (select 1 from outbox b where b.receiver = o.receiver and b.correlation_id = o.correlation_id and b.sequence < o.sequence and b.state in ('waiting', 'dead'))`;

/** Heads of correlations that may go to this partner now. @param queuedBefore leaves rows alone that were just queued */
export const dueHeads = async (db: Db, receiver: string, queuedBefore: string, now: string, limit: number): Promise<string[]> => {
  const found = await sql<{ message_id: string }>`
    select o.message_id from outbox o
    where o.receiver = ${receiver} and o.state = 'waiting' and (o.queued_at is null or o.queued_at < ${queuedBefore}) and (o.next_attempt_at is null or o.next_attempt_at <= ${now}) and ${firstOfCorrelation}
    order by o.message_id limit ${limit}`.execute(db);
  return found.rows.map((row) => row.message_id);
};

/** Heads of correlations that must still wait before their next attempt. */
export const laterHeads = async (db: Db, receiver: string, now: string, after: string, limit: number): Promise<{ message_id: string; next_attempt_at: string }[]> => {
  const found = await sql<{ message_id: string; next_attempt_at: Date | string }>`
    select o.message_id, o.next_attempt_at from outbox o
    where o.receiver = ${receiver} and o.state = 'waiting' and o.next_attempt_at > ${now} and o.message_id > ${after} and ${firstOfCorrelation}
    order by o.message_id limit ${limit}`.execute(db);
  return found.rows.map((row) => ({ message_id: row.message_id, next_attempt_at: String(row.next_attempt_at) }));
};

/** Makes every message that waits for this partner due at once: it answers again. A wait that the partner itself asked for is kept. */
export const makeDue = async (db: Db, receiver: string, now: string): Promise<void> => {
  await sql`update outbox set next_attempt_at = case when told_until > ${now} then told_until end, told_until = case when told_until > ${now} then told_until end
    where receiver = ${receiver} and state = 'waiting' and next_attempt_at is not null and (told_until is null or next_attempt_at <> told_until or told_until <= ${now})`.execute(db);
};
