import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** How good the descriptions were, month by month; and documents that support a quality and utility label (catalogue.md §7.3, §7.4; Art. 60(4)). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table catalogue_quality_month (
    month date not null,
    scope text not null check (scope in ('node', 'source', 'holder')),
    name text not null,
    records integer not null,
    score real,
    violations integer not null,
    at timestamptz(3) not null,
    primary key (scope, name, month)
  )`.execute(db);
  await sql`create table catalogue_document (
    id uuid primary key,
    record_id uuid not null references catalogue_record (id),
    name text not null,
    media_type text not null,
    size integer not null,
    sha256 text not null,
    bytes bytea not null,
    added_at timestamptz(3) not null,
    added_by text not null
  )`.execute(db);
  await sql`create index catalogue_document_record on catalogue_document (record_id)`.execute(db);
};
