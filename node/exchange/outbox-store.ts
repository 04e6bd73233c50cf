import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from '../storage/db.ts';
import type { ExchangeTables, OutboxTable } from './tables-store.ts';

export type OutboxRow = Selectable<OutboxTable>;
export type NewOutboxRow = Omit<Insertable<OutboxTable>, 'attempts' | 'queued_at' | 'claimed_by' | 'claimed_until' | 'next_attempt_at' | 'told_until' | 'reason' | 'last_answer' | 'delivered_at' | 'finished_at' | 'receipt' | 'state'>;

const of = (db: Db | Tx) => db.withTables<ExchangeTables>();

/** The next number within (receiver, correlation); the row stays locked until commit, so numbers are committed in order and without gaps. */
export const nextSequence = async (tx: Tx, receiver: string, correlationId: string): Promise<number> => {
  const row = await of(tx)
    .insertInto('outbox_sequence')
    .values({ receiver, correlation_id: correlationId, last: 1 })
    .onConflict((conflict) => conflict.columns(['receiver', 'correlation_id']).doUpdateSet((e) => ({ last: e('outbox_sequence.last', '+', 1) })))
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
};

export const addRow = async (tx: Tx, row: NewOutboxRow): Promise<void> => {
  await of(tx).insertInto('outbox').values({ ...row, state: 'waiting' }).execute();
};

/** Marks rows that were committed since the last look as queued; forgotten in a crash, the sweeper queues them again. @returns ids by receiver, in order of creation */
export const takeUnqueued = async (db: Db, now: string, limit: number): Promise<{ message_id: string; receiver: string }[]> => {
  const taken = await sql<{ message_id: string; receiver: string; sequence: number }>`
    update outbox set queued_at = ${now} where (select set_config('synchronous_commit', 'off', true)) is not null and message_id in (
      select message_id from outbox where state = 'waiting' and queued_at is null order by created_at limit ${limit} for update skip locked)
    returning message_id, receiver, sequence`.execute(db);
  return taken.rows.sort((a, b) => (a.message_id < b.message_id ? -1 : 1));
};

/** Heads of correlations that wait for this partner: what should have a job. @param queuedBefore leaves rows alone whose job was just added */
export const waitingHeads = async (db: Db, receiver: string, queuedBefore: string, after: string, limit: number): Promise<{ message_id: string; next_attempt_at: string | null }[]> => {
  const found = await sql<{ message_id: string; next_attempt_at: Date | string | null }>`
    select o.message_id, o.next_attempt_at from outbox o
    where o.receiver = ${receiver} and o.state = 'waiting' and (o.queued_at is null or o.queued_at < ${queuedBefore}) and o.message_id > ${after}
      and not exists (select 1 from outbox b where b.receiver = o.receiver and b.correlation_id = o.correlation_id and b.sequence < o.sequence and b.state in ('waiting', 'dead'))
    order by o.message_id limit ${limit}`.execute(db);
  return found.rows.map((row) => ({ message_id: row.message_id, next_attempt_at: row.next_attempt_at === null ? null : String(row.next_attempt_at) }));
};

/** Makes every message that waits for this partner due at once: it answers again. A wait that the partner itself asked for is kept. */
export const makeDue = async (db: Db, receiver: string, now: string): Promise<void> => {
  await sql`update outbox set next_attempt_at = case when told_until > ${now} then told_until end, told_until = case when told_until > ${now} then told_until end
    where receiver = ${receiver} and state = 'waiting' and next_attempt_at is not null and (told_until is null or next_attempt_at <> told_until or told_until <= ${now})`.execute(db);
};
