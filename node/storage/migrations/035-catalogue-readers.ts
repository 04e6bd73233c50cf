import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** What readers keep: saved searches, watched datasets, alerts; and daily use figures without any person (catalogue.md §8). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table catalogue_saved_search (
      id uuid primary key,
      person text not null,
      name text not null,
      query jsonb not null,
      language text not null,
      created_at timestamptz(3) not null,
      seen_change bigint not null
    )`.execute(db);
  await sql`create index catalogue_saved_search_person on catalogue_saved_search (person)`.execute(db);
  await sql`create table catalogue_watch (person text not null, record_id uuid not null references catalogue_record (id), since timestamptz(3) not null, primary key (person, record_id))`.execute(db);
  await sql`create index catalogue_watch_record on catalogue_watch (record_id)`.execute(db);
  await sql`
    create table catalogue_alert (
      id uuid primary key,
      person text not null,
      at timestamptz(3) not null,
      reason text not null check (reason in ('new', 'changed', 'withdrawn')),
      record_id uuid not null references catalogue_record (id),
      title text not null,
      saved_search uuid references catalogue_saved_search (id) on delete cascade,
      read_at timestamptz(3)
    )`.execute(db);
  await sql`create index catalogue_alert_person on catalogue_alert (person, at desc)`.execute(db);
  await sql`create table catalogue_alert_cursor (only_one boolean primary key default true check (only_one), change bigint not null)`.execute(db);
  await sql`create table catalogue_usage (day date not null, record_id uuid not null references catalogue_record (id), kind text not null, n integer not null, primary key (day, record_id, kind))`.execute(db);
};
