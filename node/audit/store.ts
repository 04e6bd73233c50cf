import { sql } from 'kysely';
import type { ColumnType, Generated } from 'kysely';
import type { Db, Tx } from '../storage/db.ts';
import { kept } from '../storage/kept-statement.ts';
import type { AuditRow, Head } from './chain.ts';

type AuditTables = {
  audit_event: {
    id: Generated<number>;
    at: string;
    actor: string;
    role: string | null;
    action: string;
    target: string;
    outcome: string;
    details: ColumnType<Record<string, unknown> | null, string | null, never>;
    seq: Generated<number | null>;
    hash: Generated<string | null>;
  };
  audit_head: { seq: number; at: string; hash: string; jws: string };
};
export type NewAuditRow = { at: string; actor: string; role: string | null; action: string; target: string; outcome: string; details: string | null };

const of = (db: Db | Tx) => db.withTables<AuditTables>();
const columns = ['id', 'at', 'actor', 'role', 'action', 'target', 'outcome', 'details', 'seq', 'hash'] as const;
// Two processes of one node never seal at once; any number will do, as long as nobody else uses it.
const sealLock = 7_401_001;

export const appendAudit = async (db: Db | Tx, rows: readonly NewAuditRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const of = <Key extends keyof NewAuditRow>(key: Key): NewAuditRow[Key][] => rows.map((row) => row[key]);
  await sql`${kept}insert into audit_event (at, actor, role, action, target, outcome, details)
    select * from unnest(${of('at')}::timestamptz[], ${of('actor')}::text[], ${of('role')}::text[], ${of('action')}::text[], ${of('target')}::text[], ${of('outcome')}::text[], ${of('details')}::jsonb[])`.execute(db);
};

/** Takes the sealing lock until the end of the transaction; false when another process holds it. */
export const takeSealLock = async (tx: Tx): Promise<boolean> => {
  const result = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${sealLock}) as taken`.execute(tx);
  return result.rows[0]?.taken === true;
};

export const lastSealed = async (db: Db | Tx): Promise<{ seq: number; hash: string } | undefined> => {
  const row = await of(db).selectFrom('audit_event').select(['seq', 'hash']).where('seq', 'is not', null).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? undefined : { seq: Number(row.seq), hash: String(row.hash) };
};

export const unsealedRows = async (db: Db | Tx, limit: number): Promise<AuditRow[]> =>
  of(db).selectFrom('audit_event').select(columns).where('seq', 'is', null).orderBy('id').limit(limit).execute();

export const writeSeals = async (tx: Tx, seals: readonly { id: number; seq: number; hash: string }[]): Promise<void> => {
  await sql`update audit_event e set seq = v.seq, hash = v.hash
    from unnest(${seals.map((s) => s.id)}::bigint[], ${seals.map((s) => s.seq)}::bigint[], ${seals.map((s) => s.hash)}::text[]) as v(id, seq, hash)
    where e.id = v.id`.execute(tx);
};

export const sealedAfter = async (db: Db, seq: number, limit: number): Promise<AuditRow[]> =>
  of(db).selectFrom('audit_event').select(columns).where('seq', '>', seq).orderBy('seq').limit(limit).execute();

export const countUnsealedBefore = async (db: Db, instant: string): Promise<number> => {
  const row = await of(db).selectFrom('audit_event').select((e) => e.fn.countAll<number>().as('n')).where('seq', 'is', null).where('at', '<', instant).executeTakeFirst();
  return row?.n ?? 0;
};

export const addHead = async (db: Db | Tx, head: Head): Promise<void> => {
  await of(db).insertInto('audit_head').values(head).onConflict((c) => c.column('seq').doNothing()).execute();
};

export const heads = async (db: Db): Promise<Head[]> => of(db).selectFrom('audit_head').selectAll().orderBy('seq').execute();

export type AuditFilter = { readonly target?: string | undefined; readonly action?: string | undefined; readonly before?: number | undefined; readonly limit: number };

export const findAudit = async (db: Db, filter: AuditFilter): Promise<AuditRow[]> => {
  let query = of(db).selectFrom('audit_event').select(columns);
  if (filter.target !== undefined) query = query.where('target', '=', filter.target);
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  if (filter.before !== undefined) query = query.where('id', '<', filter.before);
  return query.orderBy('id', 'desc').limit(filter.limit).execute();
};
