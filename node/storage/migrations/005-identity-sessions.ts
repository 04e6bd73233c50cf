import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table login_attempts (
      state text primary key,
      code_verifier text not null,
      nonce text not null,
      return_to text not null,
      expires_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table sessions (
      token_hash text primary key,
      person text not null,
      caller jsonb not null,
      csrf text not null,
      id_token text,
      created_at timestamptz(3) not null,
      expires_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index sessions_expires on sessions (expires_at)`.execute(db);
};
