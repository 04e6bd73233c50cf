import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** What is due, oldest first, found without looking at anything that is finished (exchange.md §4.1). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create index outbox_waiting on outbox (receiver, message_id) where state = 'waiting'`.execute(db);
  await sql`create index inbox_stored on inbox (arrival) where state = 'stored'`.execute(db);
};
