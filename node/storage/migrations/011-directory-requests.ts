import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Coordinator: who asked to join, and what was decided. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table directory_requests (
      id uuid primary key,
      node_id text not null,
      request text not null,
      fingerprint text not null unique,
      state text not null check (state in ('waiting', 'approved', 'refused')),
      asked_at timestamptz(3) not null,
      decided_at timestamptz(3),
      decided_by text,
      reason text,
      certificate text
    )`.execute(db);
  await sql`create index directory_requests_waiting on directory_requests (asked_at) where state = 'waiting'`.execute(db);
};
