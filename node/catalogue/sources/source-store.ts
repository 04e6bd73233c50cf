import { sql } from 'kysely';
import type { SourceConfig } from '../../../core/api/sources.ts';
import type { Instant } from '../../../core/clock.ts';
import type { Db, Tx } from '../../storage/db.ts';

/** A source as stored. `position` is what an incremental reader resumes from (feed cursor, time of last change). */
export type StoredSource = {
  readonly id: string;
  readonly config: SourceConfig;
  readonly declared_in: 'file' | 'api';
  readonly enabled: boolean;
  readonly position: string | null;
  /** Title of the catalogue as last read: another title is another catalogue (catalogue.md §6.5). */
  readonly title: string | null;
  readonly last_complete: Instant | null;
  readonly last_full: Instant | null;
  /** Failed runs in a row. */
  readonly failures: number;
};

/** What one source brought, and which record it became. */
export type SourceRecord = {
  readonly iri: string;
  readonly record_id: string | null;
  readonly title: string | null;
  readonly hash: string;
  readonly identifiers: readonly string[];
  readonly last_seen: Instant;
  readonly last_run: string;
  readonly missing_since: Instant | null;
  readonly missing_runs: number;
  readonly withdrawn_at: Instant | null;
};

export const upsertSource = async (db: Db, config: SourceConfig, declaredIn: 'file' | 'api', at: Instant): Promise<void> => {
  await sql`insert into catalogue_source (id, kind, config, declared_in, enabled, created_at, updated_at)
    values (${config.id}, ${config.kind}, ${JSON.stringify(config)}::jsonb, ${declaredIn}, ${config.enabled}, ${at}, ${at})
    on conflict (id) do update set kind = excluded.kind, config = excluded.config, declared_in = excluded.declared_in, enabled = excluded.enabled, updated_at = excluded.updated_at,
      position = case when catalogue_source.config = excluded.config then catalogue_source.position end`.execute(db);
};

/** Sources that left SOURCES_FILE are switched off; their records stay until someone decides. */
export const disableFileSourcesExcept = async (db: Db, ids: readonly string[], at: Instant): Promise<void> => {
  await sql`update catalogue_source set enabled = false, updated_at = ${at} where declared_in = 'file' and enabled and not (id = any(${ids as string[]}::text[]))`.execute(db);
};

export const listSources = async (db: Db): Promise<readonly StoredSource[]> => (await sql<StoredSource>`select * from catalogue_source order by id`.execute(db)).rows;

export const findSource = async (db: Db | Tx, id: string): Promise<StoredSource | undefined> =>
  (await sql<StoredSource>`select * from catalogue_source where id = ${id}`.execute(db)).rows[0];

export const setSourceState = async (
  db: Db | Tx,
  id: string,
  state: { position?: string | undefined; title?: string | undefined; lastComplete?: Instant | undefined; lastFull?: Instant | undefined; failures: number },
): Promise<void> => {
  await sql`update catalogue_source set failures = ${state.failures}, position = coalesce(${state.position ?? null}, position), title = coalesce(${state.title ?? null}, title),
    last_complete = coalesce(${state.lastComplete ?? null}, last_complete), last_full = coalesce(${state.lastFull ?? null}, last_full) where id = ${id}`.execute(db);
};

/** What the source brought before, by the IRIs it brings now. */
export const knownRecords = async (db: Db | Tx, source: string, iris: readonly string[]): Promise<ReadonlyMap<string, SourceRecord>> => {
  const { rows } = await sql<SourceRecord>`select * from catalogue_source_record where source = ${source} and iri = any(${iris as string[]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.iri, row]));
};

export const sawRecords = async (tx: Db | Tx, source: string, iris: readonly string[], run: string, at: Instant): Promise<void> => {
  await sql`update catalogue_source_record set last_seen = ${at}, last_run = ${run}, missing_since = null, missing_runs = 0
    where source = ${source} and iri = any(${iris as string[]}::text[])`.execute(tx);
};

export type SeenRecord = { readonly iri: string; readonly recordId: string; readonly title: string | undefined; readonly hash: string; readonly identifiers: readonly string[] };

/** Records came (again), in one statement each way. A row of the same record under an older IRI gives way: the source changed its address, nothing is missing. */
export const keepSourceRecords = async (tx: Tx, source: string, run: string, seen: readonly SeenRecord[], at: Instant): Promise<void> => {
  if (seen.length === 0) return;
  await sql`delete from catalogue_source_record r using unnest(${seen.map((one) => one.recordId)}::uuid[], ${seen.map((one) => one.iri)}::text[]) as s(id, iri) where r.record_id = s.id and r.source = ${source} and r.iri <> s.iri`.execute(tx);
  await sql`insert into catalogue_source_record (source, iri, record_id, title, hash, identifiers, first_seen, last_seen, last_run)
    select ${source}, s.iri, s."recordId", s.title, s.hash, array(select jsonb_array_elements_text(s.identifiers)), ${at}, ${at}, ${run}
    from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) as s(iri text, "recordId" uuid, title text, hash text, identifiers jsonb)
    on conflict (source, iri) do update set record_id = excluded.record_id, title = excluded.title, hash = excluded.hash, identifiers = excluded.identifiers, last_seen = excluded.last_seen,
      last_run = excluded.last_run, missing_since = null, missing_runs = 0, withdrawn_at = null`.execute(tx);
};

export type LiveCounts = { readonly live: number; readonly missing: number };

export const countLive = async (db: Db | Tx, source: string): Promise<LiveCounts> => {
  const { rows } = await sql<LiveCounts>`select count(*) as live, count(*) filter (where missing_since is not null) as missing
    from catalogue_source_record where source = ${source} and record_id is not null and withdrawn_at is null`.execute(db);
  return rows[0] ?? { live: 0, missing: 0 };
};

/** Live records of the source that neither this run brought nor it refused: refused is not gone. */
export const unseenRecords = async (db: Db | Tx, source: string, run: string): Promise<readonly SourceRecord[]> =>
  (await sql<SourceRecord>`select * from catalogue_source_record r where source = ${source} and record_id is not null and withdrawn_at is null and last_run <> ${run}
    and not exists (select 1 from catalogue_run_item i where i.run = ${run} and (i.record = r.iri or i.identifiers && r.identifiers)) order by iri`.execute(db)).rows;

export const markUnseen = async (tx: Tx, source: string, iris: readonly string[], at: Instant): Promise<void> => {
  await sql`update catalogue_source_record set missing_since = coalesce(missing_since, ${at}), missing_runs = missing_runs + 1
    where source = ${source} and iri = any(${iris as string[]}::text[])`.execute(tx);
};

export const markGone = async (tx: Tx, source: string, iri: string, at: Instant): Promise<void> => {
  await sql`update catalogue_source_record set withdrawn_at = ${at} where source = ${source} and iri = ${iri}`.execute(tx);
};

/** Everything the source brought the last time: an answer "not modified" stands for it. What was missing then is missing still. */
export const allIris = async (db: Db, source: string): Promise<readonly { iri: string; record_id: string | null; title: string | null }[]> =>
  (await sql<{ iri: string; record_id: string | null; title: string | null }>`select iri, record_id, title from catalogue_source_record where source = ${source} and withdrawn_at is null and missing_since is null order by iri`.execute(db)).rows;
