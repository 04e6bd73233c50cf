import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** What a page of a catalogue told when it was last read, so that the same page need not be read again: where it leads and which records it holds. `mark` is a digest of those
 *  records as they were stored then. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table catalogue_source_url add column page jsonb, add column mark text`.execute(db);
  // every page of an unchanged source updates its records: room in the pages of the table lets the indexes stay as they are
  await sql`alter table catalogue_source_record set (fillfactor = 80)`.execute(db);
};
