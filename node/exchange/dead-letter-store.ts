import type { RawBuilder, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { DeadFilter } from '../../core/api/ops.ts';
import type { Db, Tx } from '../storage/db.ts';
import type { ExchangeTables, OutboxTable, ResendRunTable } from './tables-store.ts';

export type DeadRow = Pick<Selectable<OutboxTable>, 'message_id' | 'receiver' | 'event' | 'correlation_id' | 'sequence' | 'created_at' | 'finished_at' | 'not_after' | 'attempts' | 'reason' | 'last_answer'> & { held: number };
export type RunRow = Selectable<ResendRunTable>;

const of = (db: Db | Tx) => db.withTables<ExchangeTables>();

/** The filter as SQL over `outbox o`; an empty filter means all dead letters. */
const matches = (filter: DeadFilter): RawBuilder<unknown> => {
  const parts: RawBuilder<unknown>[] = [sql`o.state = 'dead'`];
  if (filter.partner !== undefined) parts.push(sql`o.receiver = ${filter.partner}`);
  if (filter.event !== undefined) parts.push(sql`o.event = ${filter.event}`);
  if (filter.reason !== undefined) parts.push(sql`o.reason = ${filter.reason}`);
  if (filter.correlation !== undefined) parts.push(sql`o.correlation_id = ${filter.correlation}`);
  if (filter.ids !== undefined) parts.push(sql`o.message_id = any(${filter.ids}::uuid[])`);
  return sql.join(parts, sql` and `);
};

export const deadRows = async (db: Db, filter: DeadFilter, limit: number): Promise<DeadRow[]> => {
  const found = await sql<DeadRow>`
    select message_id, receiver, event, correlation_id, sequence, created_at, finished_at, not_after, attempts, reason, last_answer,
      (select count(*) from outbox b where b.receiver = o.receiver and b.correlation_id = o.correlation_id and b.sequence > o.sequence and b.state = 'waiting') as held
    from outbox o where ${matches(filter)} order by finished_at desc limit ${limit}`.execute(db);
  return found.rows.map((row) => ({ ...row, sequence: Number(row.sequence), held: Number(row.held) }));
};

export const countDead = async (db: Db, filter: DeadFilter, now: string): Promise<{ partner: string; live: number; expired: number }[]> => {
  const found = await sql<{ partner: string; live: number; expired: number }>`
    select receiver as partner, count(*) filter (where not_after > ${now}) as live, count(*) filter (where not_after <= ${now}) as expired
    from outbox o where ${matches(filter)} group by receiver order by receiver`.execute(db);
  return found.rows.map((row) => ({ partner: row.partner, live: Number(row.live), expired: Number(row.expired) }));
};

/** Dead letters of the filter that died before `diedBefore` and are still in time wait again, as they are; at most `limit`, in order. @returns their ids */
export const revive = async (tx: Tx, filter: DeadFilter, facts: { now: string; diedBefore: string; limit: number }): Promise<string[]> => {
  const revived = await sql<{ message_id: string }>`
    update outbox set state = 'waiting', finished_at = null, next_attempt_at = null, told_until = null, queued_at = null, attempts = 0
    where message_id in (select o.message_id from outbox o where ${matches(filter)} and o.not_after > ${facts.now} and o.finished_at <= ${facts.diedBefore} order by o.receiver, o.correlation_id, o.sequence limit ${facts.limit} for update skip locked)
    returning message_id`.execute(tx);
  return revived.rows.map((row) => row.message_id);
};

export const abandon = async (tx: Tx, ids: readonly string[], at: string): Promise<{ message_id: string; receiver: string }[]> =>
  of(tx).updateTable('outbox').set({ state: 'abandoned', finished_at: at }).where('message_id', 'in', [...ids]).where('state', '=', 'dead').returning(['message_id', 'receiver']).execute();

export const addRun = async (tx: Tx, run: { id: string; filter: DeadFilter; requestedBy: string; requestedAt: string; total: number }): Promise<void> => {
  await of(tx).insertInto('resend_run').values({ id: run.id, filter: JSON.stringify(run.filter), requested_by: run.requestedBy, requested_at: run.requestedAt, total: run.total, state: 'running', finished_at: null }).execute();
};

/** One running run, locked for this transaction; none when other processes work on all of them. */
export const takeRun = async (tx: Tx, but: readonly string[]): Promise<RunRow | undefined> =>
  of(tx)
    .selectFrom('resend_run')
    .selectAll()
    .where('state', '=', 'running')
    .$if(but.length > 0, (query) => query.where('id', 'not in', [...but]))
    .orderBy('requested_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

export const advanceRun = async (tx: Tx, id: string, done: number, finishedAt: string | undefined): Promise<void> => {
  await of(tx)
    .updateTable('resend_run')
    .set((e) => ({ done: e('done', '+', done), ...(finishedAt === undefined ? {} : { state: 'finished' as const, finished_at: finishedAt }) }))
    .where('id', '=', id)
    .execute();
};

export const stopRun = async (tx: Tx, id: string, at: string): Promise<boolean> => {
  const stopped = await of(tx).updateTable('resend_run').set({ state: 'stopped', finished_at: at }).where('id', '=', id).where('state', '=', 'running').executeTakeFirst();
  return stopped.numUpdatedRows > 0n;
};

export const recentRuns = async (db: Db, limit: number): Promise<RunRow[]> => of(db).selectFrom('resend_run').selectAll().orderBy('requested_at', 'desc').limit(limit).execute();
