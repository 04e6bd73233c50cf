import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** A wait that the partner asked for (Retry-After) is kept when everything else becomes due, and a partner that told us to wait is left alone by every process
 *  of the node, also by one that has just started (exchange.md §3.2, §4.2). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table outbox add column told_until timestamptz(3)`.execute(db);
  await sql`alter table exchange_link add column told_until timestamptz(3), add column told_reason text`.execute(db);
};
