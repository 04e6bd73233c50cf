import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Which records use a shared entity (agent, contact, distribution, …): the feed tells of an entity until its last use is gone (catalogue.md §5.5). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table catalogue_entity_use (record_id uuid not null references catalogue_record (id), object text not null, primary key (record_id, object))`.execute(db);
  await sql`create index catalogue_entity_use_object on catalogue_entity_use (object)`.execute(db);
  // what a record says beyond its own graph (agents): it may change while the description version stays
  await sql`alter table catalogue_record add column outer_hash text`.execute(db);
};
