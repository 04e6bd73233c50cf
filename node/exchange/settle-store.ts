import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Db, Tx } from '../storage/db.ts';
import { kept } from '../storage/kept-statement.ts';
import type { ClaimedRow } from './claim-store.ts';

/** What one attempt came to, as it is kept for ever. */
export type AttemptFacts = { readonly at: string; readonly address: string; readonly outcome: string; readonly status: number | null; readonly detail: string | null; readonly durationMs: number };

/** Every statement here changes a row only for the holder of its claim, and writes the attempt beside it: what was tried is recorded whoever holds the row. */
const attemptRows = (rows: readonly { row: ClaimedRow; attempt: AttemptFacts }[]): RawBuilder<unknown> => sql`insert into outbox_attempt (message_id, partner, at, address, outcome, status, detail, duration_ms)
  select * from unnest(${rows.map(({ row }) => row.message_id)}::uuid[], ${rows.map(({ row }) => row.receiver)}::text[], ${rows.map(({ attempt }) => attempt.at)}::timestamptz[], ${rows.map(({ attempt }) => attempt.address)}::text[],
    ${rows.map(({ attempt }) => attempt.outcome)}::text[], ${rows.map(({ attempt }) => attempt.status)}::int[], ${rows.map(({ attempt }) => attempt.detail)}::text[], ${rows.map(({ attempt }) => attempt.durationMs)}::float8[])`;

const settled = sql`claimed_by = null, claimed_until = null, next_attempt_at = null, told_until = null`;

export const addAttempt = async (db: Db | Tx, row: ClaimedRow, attempt: AttemptFacts): Promise<void> => {
  await attemptRows([{ row, attempt }]).execute(db);
};

export type Delivery = { readonly row: ClaimedRow; readonly attempt: AttemptFacts; readonly deliveredAt: string; readonly finishedAt: string; readonly receipt: Buffer };

/** Marks messages as delivered, each once. @returns ids of those this call settled; about the others nothing else may be done */
export const settleDelivered = async (tx: Tx, rows: readonly Delivery[]): Promise<ReadonlySet<string>> => {
  const done = await sql<{ message_id: string }>`${kept}
    with tried as (${attemptRows(rows)})
    update outbox o set state = 'delivered', delivered_at = d.delivered_at, finished_at = d.finished_at, receipt = d.receipt, attempts = o.attempts + 1, reason = null, ${settled}
    from unnest(${rows.map(({ row }) => row.message_id)}::uuid[], ${rows.map(({ row }) => row.token)}::text[], ${rows.map((one) => one.deliveredAt)}::timestamptz[], ${rows.map((one) => one.finishedAt)}::timestamptz[], ${rows.map((one) => one.receipt)}::bytea[])
      as d(id, token, delivered_at, finished_at, receipt)
    where o.message_id = d.id and o.claimed_by = d.token and o.state = 'waiting'
    returning o.message_id`.execute(tx);
  return new Set(done.rows.map((row) => row.message_id));
};

/** A message that was acknowledged before is settled again: its first receipt and time stay. */
export const settleAgain = async (tx: Tx, row: ClaimedRow, facts: { at: string; reason: string | null; attempt: AttemptFacts | undefined }): Promise<void> => {
  if (facts.attempt !== undefined) await addAttempt(tx, row, facts.attempt);
  await sql`update outbox set state = 'delivered', finished_at = ${facts.at}, attempts = attempts + 1, reason = ${facts.reason}, ${settled}
    where message_id = ${row.message_id} and claimed_by = ${row.token} and state = 'waiting'`.execute(tx);
};

export type Wait = { readonly nextAttemptAt: string; readonly toldUntil: string | null; readonly reason: string; readonly lastAnswer: string | null; readonly burnt: boolean };

/** Puts a message back with its attempt, in one statement. */
export const settleWaiting = async (db: Db, row: ClaimedRow, wait: Wait, attempt: AttemptFacts): Promise<void> => {
  await sql`with tried as (${attemptRows([{ row, attempt }])})
    update outbox set next_attempt_at = ${wait.nextAttemptAt}, told_until = ${wait.toldUntil}, reason = ${wait.reason}, last_answer = ${wait.lastAnswer}, attempts = attempts + ${wait.burnt ? 1 : 0}, claimed_by = null, claimed_until = null
    where message_id = ${row.message_id} and claimed_by = ${row.token} and state = 'waiting'`.execute(db);
};

/** Makes a dead letter. @returns false when the claim was lost: then nothing else may be done about it */
export const settleDead = async (tx: Tx, row: ClaimedRow, facts: { at: string; reason: string; lastAnswer: string | null; attempt: AttemptFacts | undefined }): Promise<boolean> => {
  if (facts.attempt !== undefined) await addAttempt(tx, row, facts.attempt);
  const done = await sql`update outbox set state = 'dead', finished_at = ${facts.at}, reason = ${facts.reason}, last_answer = ${facts.lastAnswer}, attempts = attempts + ${facts.attempt === undefined ? 0 : 1}, ${settled}
    where message_id = ${row.message_id} and claimed_by = ${row.token} and state = 'waiting'`.execute(tx);
  return (done.numAffectedRows ?? 0n) > 0n;
};
