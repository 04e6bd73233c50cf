import { sql } from 'kysely';
import type { Db, Tx } from '../storage/db.ts';

export type Position = { readonly correlationId: string; readonly sequence: number };

/** What this partner has sent us since: the highest number of each correlation. */
export const positionsOf = async (db: Db | Tx, sender: string, since: string, limit: number): Promise<Position[]> => {
  const found = await sql<{ correlation_id: string; sequence: number }>`
    select correlation_id, max(sequence) as sequence from inbox where sender = ${sender} and received_at >= ${since} group by correlation_id order by correlation_id limit ${limit}`.execute(db);
  return found.rows.map((row) => ({ correlationId: row.correlation_id, sequence: Number(row.sequence) }));
};

/** Messages this partner acknowledged since then go out again, same ids, same bytes. @returns how many */
export const deliverAgainSince = async (tx: Tx, receiver: string, since: string): Promise<number> => {
  const again = await sql`update outbox set state = 'waiting', queued_at = null, next_attempt_at = null, told_until = null, finished_at = null, attempts = 0, reason = 'partner-restored'
    where receiver = ${receiver} and state = 'delivered' and delivered_at >= ${since} and not_after > now()`.execute(tx);
  return Number(again.numAffectedRows ?? 0n);
};

/** Numbers that were used before the backup was put back are never given out twice. */
export const advanceSequences = async (tx: Tx, receiver: string, positions: readonly Position[]): Promise<number> => {
  const moved = await sql`insert into outbox_sequence (receiver, correlation_id, last)
    select ${receiver}, c, s from unnest(${positions.map((one) => one.correlationId)}::text[], ${positions.map((one) => one.sequence)}::bigint[]) as p(c, s)
    on conflict (receiver, correlation_id) do update set last = excluded.last where outbox_sequence.last < excluded.last`.execute(tx);
  return Number(moved.numAffectedRows ?? 0n);
};
