import { sql } from 'kysely';
import type { Db } from '../storage/db.ts';
import type { OutboxRow } from './outbox-store.ts';
import type { ExchangeTables } from './tables-store.ts';

export type DeliveryRow = Pick<OutboxRow, 'message_id' | 'state' | 'reason' | 'delivered_at' | 'next_attempt_at' | 'claimed_until'>;
export type AttemptView = { at: string; outcome: string; durationMs: number; detail?: string };

const of = (db: Db) => db.withTables<ExchangeTables>();
// More attempts than this tell nobody anything: the oldest are left out of the view, not out of the table.
const shown = 50;

export const rowsOfCorrelation = async (db: Db, correlationId: string, receiver: string): Promise<DeliveryRow[]> =>
  of(db)
    .selectFrom('outbox')
    .select(['message_id', 'state', 'reason', 'delivered_at', 'next_attempt_at', 'claimed_until'])
    .where('correlation_id', '=', correlationId)
    .where('receiver', '=', receiver)
    .orderBy('sequence')
    .execute();

export const attemptsOf = async (db: Db, messageId: string): Promise<AttemptView[]> => {
  const rows = await of(db).selectFrom('outbox_attempt').select(['at', 'outcome', 'duration_ms', 'detail']).where('message_id', '=', messageId).orderBy('id', 'desc').limit(shown).execute();
  return rows.reverse().map((row) => ({ at: row.at, outcome: row.outcome, durationMs: Math.round(row.duration_ms), ...(row.detail === null ? {} : { detail: row.detail }) }));
};

export type LinkFigures = { partner: string; waiting: number; oldest: string | null; dead: number; p50: number | null; p99: number | null; failures: number; attempts_last_minute: number };

/** Figures of every link that has any, from the rows: waiting, dead, latency and failures of the last hour. */
export const linkFigures = async (db: Db, hourAgo: string, minuteAgo: string): Promise<LinkFigures[]> => {
  const found = await sql<LinkFigures>`
    with open as (
      select receiver as partner, count(*) filter (where state = 'waiting') as waiting, min(created_at) filter (where state = 'waiting') as oldest, count(*) filter (where state = 'dead') as dead
      from outbox where state in ('waiting', 'dead') group by receiver),
    lately as (
      select partner, percentile_cont(0.5) within group (order by duration_ms) filter (where outcome = 'delivered') as p50,
        percentile_cont(0.99) within group (order by duration_ms) filter (where outcome = 'delivered') as p99,
        count(*) filter (where outcome <> 'delivered') as failures, count(*) filter (where at > ${minuteAgo}) as attempts_last_minute
      from (select partner, outcome, duration_ms, at from outbox_attempt where at > ${hourAgo} order by at desc limit 20000) recent group by partner)
    select coalesce(open.partner, lately.partner) as partner, coalesce(waiting, 0) as waiting, oldest, coalesce(dead, 0) as dead, p50, p99,
      coalesce(failures, 0) as failures, coalesce(attempts_last_minute, 0) as attempts_last_minute
    from open full join lately on lately.partner = open.partner`.execute(db);
  return found.rows.map((row) => ({ ...row, waiting: Number(row.waiting), dead: Number(row.dead), failures: Number(row.failures), attempts_last_minute: Number(row.attempts_last_minute) }));
};
