import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Holders' door: answers kept for repeated requests, yearly checks (Art. 60(3)), trusted holders (Art. 72(2)). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table holder_request (
    person text not null,
    key text not null,
    digest text not null,
    answer jsonb not null,
    at timestamptz(3) not null,
    primary key (person, key)
  )`.execute(db);
  await sql`create table holder_check (
    record_id uuid primary key references catalogue_record (id),
    checked_at timestamptz(3) not null,
    checked_by text not null,
    reminded_at timestamptz(3)
  )`.execute(db);
  await sql`create table trusted_holder (
    iri text primary key,
    name text not null,
    trusted boolean not null,
    reason text not null,
    decided_at timestamptz(3) not null,
    decided_by text not null
  )`.execute(db);
};
