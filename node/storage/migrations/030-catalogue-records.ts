import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Records of the catalogue with every version of their RDF (catalogue.md §6.4), the dictionary of facet values and the row that search reads. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table catalogue_record (
      id uuid primary key,
      doc integer generated always as identity unique,
      iri text not null unique,
      kind text not null default 'dataset',
      node text not null,
      origin text not null check (origin in ('own', 'partner')),
      source text,
      holder text,
      state text not null check (state in ('draft', 'in-review', 'published', 'missing', 'withdrawn')),
      current integer not null,
      shown integer,
      version text not null,
      title text not null,
      keys text[] not null default '{}',
      primary_id uuid references catalogue_record (id),
      chain jsonb not null default '[]',
      created_at timestamptz(3) not null,
      changed_at timestamptz(3) not null,
      published_at timestamptz(3),
      withdrawn_at timestamptz(3),
      missing_since timestamptz(3),
      checked_at timestamptz(3),
      reason text,
      successor text
    )`.execute(db);
  await sql`create index catalogue_record_keys on catalogue_record using gin (keys)`.execute(db);
  await sql`create index catalogue_record_walk on catalogue_record (origin, published_at, id) where shown is not null`.execute(db);
  await sql`create index catalogue_record_changed on catalogue_record (changed_at)`.execute(db);
  await sql`create index catalogue_record_source on catalogue_record (source) where source is not null`.execute(db);
  await sql`create index catalogue_record_node on catalogue_record (node, state)`.execute(db);
  await sql`create index catalogue_record_primary on catalogue_record (primary_id) where primary_id is not null`.execute(db);
  await sql`
    create table catalogue_version (
      record_id uuid not null references catalogue_record (id),
      number integer not null,
      version text not null,
      quads text not null,
      record jsonb not null,
      findings jsonb not null,
      notes jsonb not null default '[]',
      violations integer not null,
      warnings integer not null,
      score real,
      score_detail jsonb,
      at timestamptz(3) not null,
      actor text not null,
      primary key (record_id, number)
    )`.execute(db);
  await sql`create index catalogue_version_hash on catalogue_version (record_id, version)`.execute(db);
};
