import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Db } from '../storage/db.ts';
import { kept } from '../storage/kept-statement.ts';
import type { OutboxRow } from './outbox-store.ts';

/** A message that one worker holds for one attempt. Whoever changes the row afterwards proves with `token` that it still holds it. */
export type ClaimedRow = Pick<OutboxRow, 'message_id' | 'receiver' | 'event' | 'correlation_id' | 'sequence' | 'not_after' | 'digest' | 'bytes' | 'attempts' | 'created_at' | 'delivered_at' | 'traceparent'> & { readonly token: string };

const columns = sql`o.message_id, o.receiver, o.event, o.correlation_id, o.sequence, o.not_after, o.digest, o.bytes, o.attempts, o.created_at, o.delivered_at, o.traceparent, o.claimed_by as token`;
// A claim that a crash of the database forgets costs a second sending, which the partner answers with the same receipt: it need not wait for the disk.
const withoutFlush = sql`(select set_config('synchronous_commit', 'off', true)) is not null`;
const first = sql`not exists (select 1 from outbox b where b.receiver = o.receiver and b.correlation_id = o.correlation_id and b.sequence < o.sequence and b.state in ('waiting', 'dead'))`;

const freeAt = (now: string): RawBuilder<unknown> => sql`o.state = 'waiting' and (o.claimed_until is null or o.claimed_until <= ${now})`;
const dueAt = (now: string): RawBuilder<unknown> => sql`(o.next_attempt_at is null or o.next_attempt_at <= ${now})`;

const rowsOf = (found: { rows: ClaimedRow[] }): ClaimedRow[] => found.rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));

export type Wanted = { readonly messageId: string; readonly token: string };

/** Claims messages, each if it is its turn: waiting, due, held by nobody, and nothing unfinished before it in its correlation. One statement for all. */
export const claimAll = async (db: Db, wanted: readonly Wanted[], now: string, until: string): Promise<ClaimedRow[]> =>
  rowsOf(
    await sql<ClaimedRow>`${kept}
      with turn as (
        select o.message_id from outbox o
        where ${withoutFlush} and o.message_id = any(${wanted.map((one) => one.messageId)}::uuid[]) and ${freeAt(now)} and ${dueAt(now)} and ${first}
        order by o.message_id for update skip locked)
      update outbox o set claimed_by = c.token, claimed_until = ${until}
      from turn, unnest(${wanted.map((one) => one.messageId)}::uuid[], ${wanted.map((one) => one.token)}::text[]) as c(id, token)
      where o.message_id = turn.message_id and c.id = turn.message_id
      returning ${columns}`.execute(db),
  );

export type WantedNext = { readonly receiver: string; readonly correlationId: string; readonly token: string };

/** Claims the message whose turn it is now in each of these correlations. @returns rows in no particular order; fewer than asked where nothing waits */
export const claimHeads = async (db: Db, wanted: readonly WantedNext[], now: string, until: string): Promise<ClaimedRow[]> =>
  rowsOf(
    await sql<ClaimedRow>`${kept}
      with head as (
        select o.message_id, c.token from unnest(${wanted.map((one) => one.receiver)}::text[], ${wanted.map((one) => one.correlationId)}::text[], ${wanted.map((one) => one.token)}::text[]) as c(receiver, correlation, token)
          cross join lateral (select message_id from outbox where receiver = c.receiver and correlation_id = c.correlation and state in ('waiting', 'dead') order by sequence limit 1) as o),
      turn as (
        select o.message_id from outbox o where ${withoutFlush} and o.message_id in (select message_id from head) and ${freeAt(now)} and ${dueAt(now)} order by o.message_id for update skip locked)
      update outbox o set claimed_by = head.token, claimed_until = ${until}
      from turn join head on head.message_id = turn.message_id
      where o.message_id = turn.message_id
      returning ${columns}`.execute(db),
  );

/** Claims the oldest messages for this partner whose turn it is, whoever was to deliver them. @param tokenBase made unique by the message id */
export const claimDue = async (db: Db, receiver: string, tokenBase: string, now: string, until: string, limit: number): Promise<ClaimedRow[]> =>
  rowsOf(
    await sql<ClaimedRow>`${kept}
      with turn as (
        select o.message_id from outbox o
        where ${withoutFlush} and o.receiver = ${receiver} and ${freeAt(now)} and ${dueAt(now)} and ${first}
        order by o.message_id limit ${limit} for update skip locked)
      update outbox o set claimed_by = ${tokenBase} || ':' || o.message_id, claimed_until = ${until}
      from turn where o.message_id = turn.message_id
      returning ${columns}`.execute(db),
  );

/** Claims messages that wait although their notAfter has passed; one that is under way is left to whoever holds it. */
export const claimExpired = async (db: Db, token: string, now: string, until: string, limit: number): Promise<ClaimedRow[]> =>
  rowsOf(
    await sql<ClaimedRow>`
      update outbox o set claimed_by = ${token}, claimed_until = ${until}
      where o.message_id in (select o.message_id from outbox o where ${freeAt(now)} and o.not_after <= ${now} order by o.message_id limit ${limit} for update skip locked)
      returning ${columns}`.execute(db),
  );

/** Prolongs claims that are still the caller's. */
export const renewClaims = async (db: Db, held: readonly Wanted[], until: string): Promise<void> => {
  await sql`update outbox o set claimed_until = ${until}
    from unnest(${held.map((one) => one.messageId)}::uuid[], ${held.map((one) => one.token)}::text[]) as c(id, token)
    where ${withoutFlush} and o.message_id = c.id and o.claimed_by = c.token and o.state = 'waiting'`.execute(db);
};

export const unclaim = async (db: Db, { messageId, token }: Wanted): Promise<void> => {
  await sql`update outbox set claimed_by = null, claimed_until = null where message_id = ${messageId} and claimed_by = ${token} and state = 'waiting'`.execute(db);
};

export type Standing = Pick<OutboxRow, 'state' | 'claimed_until' | 'next_attempt_at'> & { readonly first: boolean };

/** Why a claim did not succeed. @param first nothing unfinished stands before it in its correlation */
export const standingOf = async (db: Db, messageId: string): Promise<Standing | undefined> => {
  const found = await sql<Standing>`select o.state, o.claimed_until, o.next_attempt_at, ${first} as first from outbox o where o.message_id = ${messageId}`.execute(db);
  return found.rows[0];
};
