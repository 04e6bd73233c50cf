import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** The trace a message belongs to, so that an attempt hours later still joins it (exchange.md §6). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table outbox add column traceparent text`.execute(db);
};
