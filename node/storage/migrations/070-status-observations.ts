import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table status_heard (
      node text primary key,
      document jsonb,
      received_at timestamptz(3),
      last_try_at timestamptz(3) not null,
      last_error text,
      conclusion text,
      conclusion_since timestamptz(3)
    )`.execute(db);
  await sql`
    create table status_history (
      node text not null,
      at timestamptz(3) not null,
      conclusion text not null,
      reasons jsonb not null,
      primary key (node, at)
    )`.execute(db);
};
