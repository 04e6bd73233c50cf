import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from '../storage/db.ts';
import { kept } from '../storage/kept-statement.ts';
import type { ExchangeTables, InboxTable } from './tables-store.ts';

export type InboxRow = Selectable<InboxTable>;
export type NewInboxRow = Omit<Insertable<InboxTable>, 'attempts' | 'next_try_at' | 'parked_until' | 'result' | 'reason' | 'finished_at' | 'state'>;
export type StoredReceipt = { readonly digest: string; readonly receipt: Buffer };

const of = (db: Db | Tx) => db.withTables<ExchangeTables>();

/** Inserts what is new; the unique key (sender, message id) decides, never a look before. @returns key and arrival number of the rows that were new */
export const recordOnce = async (db: Db | Tx, rows: readonly NewInboxRow[]): Promise<{ sender: string; message_id: string; arrival: number }[]> => {
  const of = <Key extends keyof NewInboxRow>(key: Key): NewInboxRow[Key][] => rows.map((row) => row[key]);
  const added = await sql<{ sender: string; message_id: string; arrival: number }>`${kept}
    insert into inbox (sender, message_id, event, correlation_id, sequence, in_reply_to, reply_code, traceparent, received_at, directory_version, digest, bytes, receipt, state)
    select r.*, 'stored' from unnest(${of('sender')}::text[], ${of('message_id')}::uuid[], ${of('event')}::text[], ${of('correlation_id')}::text[], ${of('sequence')}::bigint[], ${of('in_reply_to')}::uuid[], ${of('reply_code')}::text[],
      ${of('traceparent')}::text[], ${of('received_at')}::timestamptz[], ${of('directory_version')}::int[], ${of('digest')}::text[], ${of('bytes')}::bytea[], ${of('receipt')}::bytea[]) as r
    on conflict (sender, message_id) do nothing returning sender, message_id, arrival`.execute(db);
  return added.rows;
};

export const storedReceipt = async (db: Db | Tx, sender: string, messageId: string): Promise<StoredReceipt | undefined> =>
  of(db).selectFrom('inbox').select(['digest', 'receipt']).where('sender', '=', sender).where('message_id', '=', messageId).executeTakeFirst();

const columns = sql.raw(['arrival', 'sender', 'message_id', 'event', 'correlation_id', 'sequence', 'in_reply_to', 'reply_code', 'traceparent', 'received_at', 'directory_version', 'digest', 'bytes', 'receipt', 'state', 'attempts', 'next_try_at', 'parked_until', 'result', 'reason', 'finished_at'].map((name) => `i.${name}`).join(', '));
// Whoever works on the earlier row of a correlation comes back to the later one.
const firstStored = sql`not exists (select 1 from inbox b where b.sender = i.sender and b.correlation_id = i.correlation_id and b.state = 'stored' and b.arrival < i.arrival)`;

/** Locks the row for this transaction if it may be worked on now: open, not locked by another worker or process, nothing stored before it in its correlation. */
export const takeForWork = async (tx: Tx, arrival: number): Promise<InboxRow[]> =>
  (await sql<InboxRow>`${kept}select ${columns} from inbox i where i.arrival = ${arrival} and i.state in ('stored', 'parked') and ${firstStored} for update skip locked`.execute(tx)).rows;

/** Locks the messages whose turn it is, one per correlation, oldest first. */
export const takeDueForWork = async (tx: Tx, now: string, limit: number): Promise<InboxRow[]> =>
  (await sql<InboxRow>`${kept}select ${columns} from inbox i where i.state = 'stored' and (i.next_try_at is null or i.next_try_at <= ${now}) and ${firstStored} order by i.arrival limit ${limit} for update skip locked`.execute(tx)).rows;

/** The messages of these correlations that wait for a predecessor. */
export const parkedOf = async (db: Db, correlations: readonly { sender: string; correlationId: string }[]): Promise<{ arrival: number }[]> =>
  (
    await sql<{ arrival: number }>`${kept}select i.arrival from unnest(${correlations.map((one) => one.sender)}::text[], ${correlations.map((one) => one.correlationId)}::text[]) as c(sender, correlation)
      join inbox i on i.sender = c.sender and i.correlation_id = c.correlation where i.state = 'parked' order by i.arrival limit 100`.execute(db)
  ).rows;

export type Finished = { readonly arrival: number; readonly state: 'processed' | 'parked' | 'quarantined'; readonly result: string; readonly reason: string | null; readonly parkedUntil: string | null };

export const finishAll = async (tx: Tx, at: string, rows: readonly Finished[]): Promise<void> => {
  await sql`${kept}update inbox i set state = d.state, result = d.result, reason = d.reason, finished_at = case when d.state = 'parked' then null else ${at}::timestamptz end, parked_until = d.parked_until, next_try_at = null
    from unnest(${rows.map((row) => row.arrival)}::bigint[], ${rows.map((row) => row.state)}::text[], ${rows.map((row) => row.result)}::text[], ${rows.map((row) => row.reason)}::text[], ${rows.map((row) => row.parkedUntil)}::timestamptz[])
      as d(arrival, state, result, reason, parked_until)
    where i.arrival = d.arrival`.execute(tx);
};

/** Counts one failed attempt. @returns the attempts so far, or undefined when the row is no longer open */
export const countFailure = async (tx: Tx, arrival: number, reason: string, nextTryAt: string): Promise<{ attempts: number; sender: string; message_id: string; event: string; correlation_id: string } | undefined> =>
  of(tx)
    .updateTable('inbox')
    .set((e) => ({ attempts: e('attempts', '+', 1), reason, next_try_at: nextTryAt }))
    .where('arrival', '=', arrival)
    .where('state', 'in', ['stored', 'parked'])
    .returning(['attempts', 'sender', 'message_id', 'event', 'correlation_id'])
    .executeTakeFirst();

/** The next stored message of a correlation, and the parked ones, which deserve another look after every step. */
export const openOfCorrelation = async (db: Db, sender: string, correlationId: string): Promise<{ arrival: number; state: string }[]> =>
  of(db).selectFrom('inbox').select(['arrival', 'state']).where('sender', '=', sender).where('correlation_id', '=', correlationId).where('state', 'in', ['stored', 'parked']).orderBy('arrival').limit(100).execute();

/** Rows that should have a job: due, heads of their correlation. @param receivedBefore leaves young rows to the job they got on arrival */
export const dueArrivals = async (db: Db, now: string, receivedBefore: string, limit: number): Promise<number[]> => {
  const found = await sql<{ arrival: number }>`
    select i.arrival from inbox i
    where ((i.state = 'stored' and (i.next_try_at <= ${now} or (i.next_try_at is null and i.received_at < ${receivedBefore}))) or (i.state = 'parked' and i.parked_until <= ${now}))
      and not exists (select 1 from inbox b where b.sender = i.sender and b.correlation_id = i.correlation_id and b.state = 'stored' and b.arrival < i.arrival)
    order by i.arrival limit ${limit}`.execute(db);
  return found.rows.map((row) => Number(row.arrival));
};

export const inboxCounts = async (db: Db): Promise<Record<string, number>> => {
  const rows = await sql<{ state: string; n: number }>`select state, count(*) as n from inbox where state in ('stored', 'parked', 'quarantined') group by state`.execute(db);
  return Object.fromEntries(rows.rows.map((row) => [row.state, Number(row.n)]));
};

export const quarantinedRows = async (db: Db, limit: number): Promise<Pick<InboxRow, 'arrival' | 'message_id' | 'sender' | 'event' | 'correlation_id' | 'received_at' | 'reason' | 'attempts'>[]> =>
  of(db).selectFrom('inbox').select(['arrival', 'message_id', 'sender', 'event', 'correlation_id', 'received_at', 'reason', 'attempts']).where('state', '=', 'quarantined').orderBy('arrival', 'desc').limit(limit).execute();

/** A quarantined message may be worked on again. @returns its id, or undefined when it is not quarantined */
export const unquarantine = async (tx: Tx, arrival: number): Promise<{ message_id: string } | undefined> =>
  of(tx).updateTable('inbox').set({ state: 'stored', attempts: 0, reason: null, finished_at: null, next_try_at: null }).where('arrival', '=', arrival).where('state', '=', 'quarantined').returning('message_id').executeTakeFirst();
