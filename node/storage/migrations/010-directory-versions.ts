import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Every directory version this node has ever used: evidence is verified against the version of its day (exchange.md §2.2). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table directory_versions (
      version integer primary key,
      jws text not null,
      kid text not null,
      issued_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      used_from timestamptz(3) not null
    )`.execute(db);
  await sql`create index directory_versions_used_from on directory_versions (used_from)`.execute(db);
};
