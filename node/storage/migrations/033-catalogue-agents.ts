import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Agents of public records, each once: resolvable at /agent/{id} and as FHIR Organization. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table catalogue_agent (
      id uuid primary key,
      iri text not null,
      agent jsonb not null,
      roles text[] not null,
      country text,
      record_id uuid not null references catalogue_record (id),
      changed_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index catalogue_agent_iri on catalogue_agent (iri)`.execute(db);
};
