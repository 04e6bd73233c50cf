import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** When a version was first shown to the public (null: never), and in which order records came to use a shared entity: the first one's source keeps its text. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table catalogue_version add column published_at timestamptz(3)`.execute(db);
  // of holders' older versions nobody can tell any more whether they were drafts: only the one shown now stays public
  await sql`
    update catalogue_version v set published_at = greatest(v.at, r.published_at) from catalogue_record r
    where r.id = v.record_id and r.published_at is not null
      and (v.number = r.shown or r.origin = 'partner' or (r.source not like 'holder:%' and v.violations = 0))`.execute(db);
  await sql`alter table catalogue_entity_use add column place bigint generated always as identity`.execute(db);
};
