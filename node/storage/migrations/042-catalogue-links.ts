import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Addresses that own public records name, what came of trying them, and which changes of the search index are no news to readers (catalogue.md §6.7, §7.3). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table catalogue_link (
      url text primary key,
      host text not null,
      next_at timestamptz(3) not null,
      checked_at timestamptz(3),
      outcome text check (outcome in ('answers', 'needs-login', 'gone', 'failing', 'refused', 'later')),
      status integer,
      code text,
      failures integer not null default 0
    )`.execute(db);
  await sql`create index catalogue_link_due on catalogue_link (next_at)`.execute(db);
  await sql`
    create table catalogue_link_use (
      record_id uuid not null references catalogue_record (id),
      path text not null,
      focus text not null,
      url text not null references catalogue_link (url),
      primary key (record_id, path, focus, url)
    )`.execute(db);
  await sql`create index catalogue_link_use_url on catalogue_link_use (url)`.execute(db);
  // which state of a record its addresses were taken from
  await sql`create table catalogue_link_scan (record_id uuid primary key references catalogue_record (id), seen timestamptz(3) not null)`.execute(db);
  await sql`create index catalogue_link_scan_seen on catalogue_link_scan (seen)`.execute(db);
  await sql`create table catalogue_quiet_change (doc integer primary key, change bigint not null)`.execute(db);
};
