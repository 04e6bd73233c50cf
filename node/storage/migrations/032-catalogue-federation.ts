import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** The feed's events (catalogue.md §5.5) and what is known of each partner's catalogue (§6). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table catalogue_event (
      published timestamptz(3) primary key,
      id uuid not null unique,
      type text not null check (type in ('Create', 'Update', 'Delete')),
      kind text not null,
      object text not null unique,
      record_id uuid,
      version text,
      graph text
    )`.execute(db);
  await sql`
    create table catalogue_partner (
      node text primary key,
      state text not null check (state in ('never', 'reading', 'fresh', 'unreachable', 'held')),
      cursor text,
      last_try timestamptz(3),
      last_complete timestamptz(3),
      last_full timestamptz(3),
      error text,
      failures integer not null default 0,
      read integer not null default 0,
      refused integer not null default 0,
      held jsonb,
      decision text
    )`.execute(db);
  await sql`
    create table catalogue_partner_entity (
      node text not null,
      object text not null,
      kind text not null,
      graph text not null,
      hash text not null,
      primary key (node, object)
    )`.execute(db);
  await sql`
    create table catalogue_partner_refusal (
      node text not null,
      object text not null,
      code text not null,
      detail text not null,
      at timestamptz(3) not null,
      primary key (node, object)
    )`.execute(db);
};
