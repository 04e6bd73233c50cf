import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Sources of the national catalogue, their runs, what each run met, and which record came from where (catalogue.md §6). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table catalogue_source (
    id text primary key,
    kind text not null,
    config jsonb not null,
    declared_in text not null,
    enabled boolean not null default true,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    position text,
    title text,
    last_complete timestamptz(3),
    last_full timestamptz(3),
    failures integer not null default 0
  )`.execute(db);
  await sql`create table catalogue_run (
    id uuid primary key,
    source text not null references catalogue_source (id),
    mode text not null,
    is_full boolean not null,
    trigger text not null,
    actor text not null,
    state text not null,
    phase text not null,
    complete boolean not null default false,
    started_at timestamptz(3) not null,
    heartbeat_at timestamptz(3) not null,
    ended_at timestamptz(3),
    position text,
    next_position text,
    pages integer not null default 0,
    total integer,
    code text,
    detail text,
    counts jsonb not null,
    holds text,
    decision text,
    decided_at timestamptz(3),
    decided_by text
  )`.execute(db);
  // one run per source at a time, whatever starts it
  await sql`create unique index catalogue_run_one_at_a_time on catalogue_run (source) where state = 'running'`.execute(db);
  await sql`create index catalogue_run_history on catalogue_run (source, started_at desc)`.execute(db);
  await sql`create table catalogue_run_item (
    run uuid not null references catalogue_run (id) on delete cascade,
    seq bigint generated always as identity,
    record text not null,
    record_id uuid,
    title text,
    outcome text not null,
    applied boolean not null default false,
    state text,
    code text,
    detail text,
    field text,
    value text,
    line integer,
    violations integer,
    warnings integer,
    diff jsonb,
    identifiers text[] not null default '{}',
    hash text,
    quads text,
    primary key (run, seq)
  )`.execute(db);
  await sql`create index catalogue_run_item_record on catalogue_run_item (run, record)`.execute(db);
  await sql`create index catalogue_run_item_waiting on catalogue_run_item (run, seq) where outcome = 'planned'`.execute(db);
  await sql`create table catalogue_source_record (
    source text not null references catalogue_source (id),
    iri text not null,
    record_id uuid,
    title text,
    hash text not null,
    identifiers text[] not null default '{}',
    first_seen timestamptz(3) not null,
    last_seen timestamptz(3) not null,
    last_run uuid not null,
    missing_since timestamptz(3),
    missing_runs integer not null default 0,
    withdrawn_at timestamptz(3),
    primary key (source, iri)
  )`.execute(db);
  await sql`create index catalogue_source_record_id on catalogue_source_record (record_id)`.execute(db);
  await sql`create table catalogue_source_url (
    source text not null references catalogue_source (id),
    url text not null,
    etag text,
    last_modified text,
    status integer not null,
    bytes bigint not null,
    hash text not null,
    checked_at timestamptz(3) not null,
    primary key (source, url)
  )`.execute(db);
};
