import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from '../storage/db.ts';
import type { AttemptTable, ExchangeTables, OutboxTable } from './tables-store.ts';

export type OutboxRow = Selectable<OutboxTable>;
export type NewOutboxRow = Omit<Insertable<OutboxTable>, 'attempts' | 'queued_at' | 'claimed_by' | 'claimed_until' | 'next_attempt_at' | 'reason' | 'last_answer' | 'delivered_at' | 'finished_at' | 'receipt' | 'state'>;
export type ClaimedRow = Pick<OutboxRow, 'message_id' | 'receiver' | 'event' | 'correlation_id' | 'sequence' | 'not_after' | 'digest' | 'bytes' | 'attempts' | 'created_at' | 'delivered_at'>;

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

/** Marks rows that were committed since the last look as queued. @returns ids by receiver, in order of creation */
export const takeUnqueued = async (db: Db, now: string, limit: number): Promise<{ message_id: string; receiver: string }[]> => {
  const taken = await sql<{ message_id: string; receiver: string; sequence: number }>`
    update outbox set queued_at = ${now} where message_id in (
      select message_id from outbox where state = 'waiting' and queued_at is null order by created_at limit ${limit} for update skip locked)
    returning message_id, receiver, sequence`.execute(db);
  return taken.rows.sort((a, b) => (a.message_id < b.message_id ? -1 : 1));
};

/** Claims a message for one attempt, if it is its turn: waiting, due, not claimed by a living worker, and nothing unfinished before it in its correlation. */
export const claim = async (db: Db, messageId: string, by: string, now: string, until: string): Promise<ClaimedRow | undefined> => {
  const claimed = await sql<ClaimedRow>`
    update outbox o set claimed_by = ${by}, claimed_until = ${until}
    where o.message_id = ${messageId} and o.state = 'waiting'
      and (o.claimed_until is null or o.claimed_until <= ${now})
      and (o.next_attempt_at is null or o.next_attempt_at <= ${now})
      and not exists (select 1 from outbox b where b.receiver = o.receiver and b.correlation_id = o.correlation_id and b.sequence < o.sequence and b.state in ('waiting', 'dead'))
    returning message_id, receiver, event, correlation_id, sequence, not_after, digest, bytes, attempts, created_at, delivered_at`.execute(db);
  const row = claimed.rows[0];
  return row === undefined ? undefined : { ...row, sequence: Number(row.sequence) };
};

/** Why a claim did not succeed. */
export const stateOf = async (db: Db, messageId: string): Promise<Pick<OutboxRow, 'state' | 'claimed_until' | 'next_attempt_at' | 'receiver' | 'correlation_id'> | undefined> =>
  of(db).selectFrom('outbox').select(['state', 'claimed_until', 'next_attempt_at', 'receiver', 'correlation_id']).where('message_id', '=', messageId).executeTakeFirst();

export const unclaim = async (db: Db | Tx, messageId: string, by: string): Promise<void> => {
  await of(db).updateTable('outbox').set({ claimed_by: null, claimed_until: null }).where('message_id', '=', messageId).where('claimed_by', '=', by).execute();
};

export const addAttempt = async (tx: Tx, attempt: Omit<Insertable<AttemptTable>, 'id'>): Promise<void> => {
  await of(tx).insertInto('outbox_attempt').values(attempt).execute();
};

/** Marks as delivered, once. @returns false when another worker did so before: then nothing else may be done about it */
export const markDelivered = async (tx: Tx, messageId: string, facts: { deliveredAt: string; finishedAt: string; receipt: Buffer }): Promise<boolean> => {
  const done = await of(tx)
    .updateTable('outbox')
    .set((e) => ({ state: 'delivered', delivered_at: facts.deliveredAt, finished_at: facts.finishedAt, receipt: facts.receipt, attempts: e('attempts', '+', 1), claimed_by: null, claimed_until: null, next_attempt_at: null, reason: null }))
    .where('message_id', '=', messageId)
    .where('state', 'in', ['waiting', 'dead'])
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
};

/** A message that was acknowledged before is settled again: its first receipt and time stay. */
export const markDeliveredAgain = async (tx: Tx, messageId: string, facts: { at: string; reason: string | null }): Promise<void> => {
  await of(tx)
    .updateTable('outbox')
    .set((e) => ({ state: 'delivered', finished_at: facts.at, attempts: e('attempts', '+', 1), claimed_by: null, claimed_until: null, next_attempt_at: null, reason: facts.reason }))
    .where('message_id', '=', messageId)
    .where('state', '=', 'waiting')
    .execute();
};

export const markWaiting = async (tx: Tx, messageId: string, facts: { nextAttemptAt: string; reason: string; lastAnswer: string | null; burnt: boolean }): Promise<void> => {
  await of(tx)
    .updateTable('outbox')
    .set((e) => ({ next_attempt_at: facts.nextAttemptAt, reason: facts.reason, last_answer: facts.lastAnswer, attempts: facts.burnt ? e('attempts', '+', 1) : e.ref('attempts'), claimed_by: null, claimed_until: null }))
    .where('message_id', '=', messageId)
    .where('state', '=', 'waiting')
    .execute();
};

export const markDead = async (tx: Tx, messageId: string, facts: { at: string; reason: string; lastAnswer: string | null; burnt: boolean }): Promise<boolean> => {
  const done = await of(tx)
    .updateTable('outbox')
    .set((e) => ({ state: 'dead', finished_at: facts.at, reason: facts.reason, last_answer: facts.lastAnswer, attempts: facts.burnt ? e('attempts', '+', 1) : e.ref('attempts'), claimed_by: null, claimed_until: null, next_attempt_at: null }))
    .where('message_id', '=', messageId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
};

/** The message whose turn it is in a correlation, if it is waiting. */
export const headOfCorrelation = async (db: Db, receiver: string, correlationId: string): Promise<string | undefined> => {
  const row = await of(db)
    .selectFrom('outbox')
    .select(['message_id', 'state'])
    .where('receiver', '=', receiver)
    .where('correlation_id', '=', correlationId)
    .where('state', 'in', ['waiting', 'dead'])
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();
  return row?.state === 'waiting' ? row.message_id : undefined;
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

/** Makes every message that waits for this partner due at once: it answers again. */
export const makeDue = async (db: Db, receiver: string): Promise<void> => {
  await of(db).updateTable('outbox').set({ next_attempt_at: null }).where('receiver', '=', receiver).where('state', '=', 'waiting').where('next_attempt_at', 'is not', null).execute();
};

/** Messages that wait although their notAfter has passed, whatever holds them. */
export const expiredRows = async (db: Db, now: string, limit: number): Promise<ClaimedRow[]> =>
  of(db)
    .selectFrom('outbox')
    .select(['message_id', 'receiver', 'event', 'correlation_id', 'sequence', 'not_after', 'digest', 'bytes', 'attempts', 'created_at', 'delivered_at'])
    .where('state', '=', 'waiting')
    .where('not_after', '<=', now)
    .limit(limit)
    .execute();
