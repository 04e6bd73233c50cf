import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Complete full runs in a row without a partner's record, records a person let stay, and the ids a decision over a held run is about (catalogue.md §6.5). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table catalogue_record add column missing_runs integer not null default 0, add column kept boolean not null default false`.execute(db);
  // records marked missing until now are those a person let stay
  await sql`update catalogue_record set kept = true where origin = 'partner' and state = 'missing'`.execute(db);
  await sql`alter table catalogue_partner add column decided jsonb`.execute(db);
};
