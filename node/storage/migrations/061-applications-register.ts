import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** When a decision maker published the decision in the register (K16, Art. 57(1)(j)(iii)). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table received_leg add column decision_published_at timestamptz(3)`.execute(db);
  await sql`create index received_leg_by_reception on received_leg (received_at desc)`.execute(db);
};
