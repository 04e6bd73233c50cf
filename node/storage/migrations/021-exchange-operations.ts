import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Bulk "send again" of dead letters, and this node's own announced maintenance (exchange.md §4.4, §6). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table resend_run (
    id uuid primary key,
    filter jsonb not null,
    requested_by text not null,
    requested_at timestamptz(3) not null,
    total int not null,
    done int not null default 0,
    state text not null check (state in ('running', 'stopped', 'finished')),
    finished_at timestamptz(3)
  )`.execute(db);
  await sql`create index resend_run_running on resend_run (requested_at) where state = 'running'`.execute(db);
  await sql`create index outbox_not_after on outbox (not_after) where state = 'waiting'`.execute(db);
  await sql`create index outbox_dead on outbox (finished_at) where state = 'dead'`.execute(db);
  await sql`create table exchange_maintenance (
    one boolean primary key default true check (one),
    starts_at timestamptz(3) not null,
    ends_at timestamptz(3),
    note text,
    announced_by text not null
  )`.execute(db);
};
