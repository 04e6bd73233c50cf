import { sql } from 'kysely';
import type { Finding } from '../../core/catalogue/finding.ts';
import type { DatasetRecord } from '../../core/catalogue/record.ts';
import type { Db, Tx } from '../storage/db.ts';
import { kept } from '../storage/kept-statement.ts';
import type { ChainHop } from './ingest-types.ts';

export type RecordState = 'draft' | 'in-review' | 'published' | 'missing' | 'withdrawn';

/** One record as the catalogue keeps it. `shown` is the number of the version the public sees; null: none. */
export type StoredRecord = {
  readonly id: string; readonly doc: number; readonly iri: string; readonly kind: string; readonly node: string; readonly origin: 'own' | 'partner';
  readonly source: string | null; readonly holder: string | null; readonly state: RecordState; readonly current: number; readonly shown: number | null; readonly version: string; readonly title: string;
  readonly keys: readonly string[]; readonly primary_id: string | null; readonly chain: readonly ChainHop[];
  readonly created_at: string; readonly changed_at: string; readonly published_at: string | null; readonly withdrawn_at: string | null;
  readonly missing_since: string | null; readonly checked_at: string | null; readonly reason: string | null; readonly successor: string | null; readonly outer_hash: string | null;
};

export type StoredVersion = {
  readonly record_id: string; readonly number: number; readonly version: string; readonly quads: string; readonly record: DatasetRecord; readonly findings: readonly Finding[];
  readonly notes: readonly unknown[]; readonly violations: number; readonly warnings: number; readonly score: number | null; readonly score_detail: unknown; readonly at: string; readonly actor: string;
  /** When the public first saw it; null: never, it was only ever a draft. */
  readonly published_at: string | null;
};

/** Every change of the catalogue is made under this lock, held until commit: change numbers and feed times are then given in commit order (catalogue.md §5.5). */
export const lockCatalogue = async (tx: Tx): Promise<void> => {
  await sql`${kept}select pg_advisory_xact_lock(hashtext('ehds-node.catalogue'))`.execute(tx);
};

const one = async <T>(query: Promise<{ rows: T[] }>): Promise<T | undefined> => (await query).rows[0];

export const recordById = (db: Db | Tx, id: string): Promise<StoredRecord | undefined> =>
  one(sql<StoredRecord>`select * from catalogue_record where id = ${id}`.execute(db));

export const recordsByIds = async (db: Db | Tx, ids: readonly string[]): Promise<readonly StoredRecord[]> =>
  ids.length === 0 ? [] : (await sql<StoredRecord>`select * from catalogue_record where id = any(${ids as string[]}::uuid[])`.execute(db)).rows;

export const recordsByIris = async (db: Db | Tx, iris: readonly string[]): Promise<readonly StoredRecord[]> =>
  iris.length === 0 ? [] : (await sql<StoredRecord>`select * from catalogue_record where iri = any(${iris as string[]}::text[])`.execute(db)).rows;

export const recordByIri = (db: Db | Tx, iri: string): Promise<StoredRecord | undefined> =>
  one(sql<StoredRecord>`select * from catalogue_record where iri = ${iri}`.execute(db));

/** Records that share an identity key (keys.ts), oldest first. Uses the GIN index on keys. */
export const recordsByKeys = async (db: Db | Tx, keys: readonly string[]): Promise<readonly StoredRecord[]> =>
  keys.length === 0 ? [] : (await sql<StoredRecord>`select * from catalogue_record where keys && ${keys as string[]}::text[] order by created_at, id`.execute(db)).rows;

/** What a batch writes of a record. `published`: when the public first saw it. */
export type RecordRow = Pick<StoredRecord, 'id' | 'iri' | 'kind' | 'node' | 'origin' | 'source' | 'holder' | 'state' | 'current' | 'shown' | 'version' | 'title' | 'keys' | 'chain' | 'outer_hash' | 'published_at'> & { readonly at: string };

/** New records, in one statement. @returns the position each has in the search index */
export const insertRecords = async (tx: Tx, rows: readonly RecordRow[]): Promise<ReadonlyMap<string, number>> => {
  if (rows.length === 0) return new Map();
  const values = rows.map((r) => sql`(${r.id}, ${r.iri}, ${r.kind}, ${r.node}, ${r.origin}, ${r.source}, ${r.holder}, ${r.state}, ${r.current}, ${r.shown}, ${r.version}, ${r.title}, ${r.keys as string[]}, ${JSON.stringify(r.chain)}, ${r.outer_hash}, ${r.at}, ${r.at}, ${r.at}, ${r.published_at})`);
  const made = await sql<{ id: string; doc: number }>`
    insert into catalogue_record (id, iri, kind, node, origin, source, holder, state, current, shown, version, title, keys, chain, outer_hash, created_at, changed_at, checked_at, published_at)
    values ${sql.join(values)} returning id, doc`.execute(tx);
  return new Map(made.rows.map((row) => [row.id, row.doc]));
};

/** Records that have a new current version, or say something else: alive, checked and changed now. */
export const updateRecords = async (tx: Tx, rows: readonly RecordRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const values = rows.map((r) => sql`(${r.id}::uuid, ${r.kind}, ${r.holder}::text, ${r.state}, ${r.current}::integer, ${r.shown}::integer, ${r.version}, ${r.title}, ${r.keys as string[]}::text[], ${JSON.stringify(r.chain)}::jsonb, ${r.outer_hash}, ${r.at}::timestamptz, ${r.published_at}::timestamptz)`);
  await sql`
    update catalogue_record r set kind = v.kind, holder = v.holder, state = v.state, current = v.current, shown = v.shown, version = v.version, title = v.title, keys = v.keys, chain = v.chain, outer_hash = v.outer_hash,
      changed_at = v.at, checked_at = v.at, published_at = v.published, missing_since = null, missing_runs = 0, kept = false, withdrawn_at = null, reason = null, successor = null
    from (values ${sql.join(values)}) v(id, kind, holder, state, current, shown, version, title, keys, chain, outer_hash, at, published) where r.id = v.id`.execute(tx);
};

/** What a batch writes of a version; JSON comes written out. */
export type VersionRow = Pick<StoredVersion, 'record_id' | 'number' | 'version' | 'quads' | 'violations' | 'warnings' | 'score' | 'at' | 'actor' | 'published_at'> & { readonly record: string; readonly findings: string; readonly notes: string; readonly scoreDetail: string };

export const insertVersions = async (tx: Tx, rows: readonly VersionRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const values = rows.map((v) => sql`(${v.record_id}, ${v.number}, ${v.version}, ${v.quads}, ${v.record}, ${v.findings}, ${v.notes}, ${v.violations}, ${v.warnings}, ${v.score}, ${v.scoreDetail}, ${v.at}, ${v.actor}, ${v.published_at})`);
  await sql`insert into catalogue_version (record_id, number, version, quads, record, findings, notes, violations, warnings, score, score_detail, at, actor, published_at) values ${sql.join(values)}`.execute(tx);
};

/** Same version, but agents it names say something else: the stored text follows, without a new version. What the public saw once stays in its history. */
export const replaceTexts = async (tx: Tx, rows: readonly VersionRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const values = rows.map((v) => sql`(${v.record_id}::uuid, ${v.number}::integer, ${v.quads}, ${v.record}::jsonb, ${v.findings}::jsonb, ${v.violations}::integer, ${v.warnings}::integer, ${v.score}::real, ${v.scoreDetail}::jsonb, ${v.published_at}::timestamptz)`);
  await sql`
    update catalogue_version t set quads = v.quads, record = v.record, findings = v.findings, violations = v.violations, warnings = v.warnings, score = v.score, score_detail = v.score_detail, published_at = coalesce(t.published_at, v.published)
    from (values ${sql.join(values)}) v(record_id, number, quads, record, findings, violations, warnings, score, score_detail, published) where t.record_id = v.record_id and t.number = v.number`.execute(tx);
};

export type CurrentText = { readonly record_id: string; readonly findings: readonly Finding[]; readonly title: DatasetRecord['title']; readonly published: boolean; readonly quads: string | null };

/** Of current versions what an import asks: findings, title, and the text of those that are about to change. */
export const currentTexts = async (tx: Tx, current: readonly Pick<StoredRecord, 'id' | 'current'>[], changing: readonly string[]): Promise<ReadonlyMap<string, CurrentText>> => {
  if (current.length === 0) return new Map();
  const { rows } = await sql<CurrentText>`select v.record_id, v.findings, v.record -> 'title' as title, v.published_at is not null as published, case when v.record_id = any(${changing as string[]}::uuid[]) then v.quads end as quads
    from unnest(${current.map((one) => one.id)}::uuid[], ${current.map((one) => one.current)}::integer[]) c(id, number) join catalogue_version v on v.record_id = c.id and v.number = c.number`.execute(tx);
  return new Map(rows.map((row) => [row.record_id, row]));
};

/** The records were seen unchanged: alive, checked now. */
export const touchRecords = async (tx: Tx, ids: readonly string[], at: string): Promise<void> => {
  if (ids.length === 0) return;
  await sql`update catalogue_record set checked_at = ${at}, missing_since = null, missing_runs = 0, kept = false, state = case when state = 'missing' then 'published' else state end where id = any(${ids as string[]}::uuid[])`.execute(tx);
};

export const markWithdrawn = async (tx: Tx, id: string, at: string, reason: string, successor: string | null): Promise<void> => {
  await sql`update catalogue_record set state = 'withdrawn', shown = null, withdrawn_at = ${at}, changed_at = ${at}, reason = ${reason}, successor = ${successor} where id = ${id}`.execute(tx);
};

export const setMissing = async (tx: Tx, ids: readonly string[], at: string): Promise<void> => {
  await sql`update catalogue_record set missing_since = coalesce(missing_since, ${at}), state = 'missing' where id = any(${ids as string[]}::uuid[]) and state in ('published', 'missing')`.execute(tx);
};

/** Records that stand behind this one. Uses the index on primary_id. */
export const recordsBehind = async (tx: Tx, id: string): Promise<readonly StoredRecord[]> =>
  (await sql<StoredRecord>`select * from catalogue_record where primary_id = ${id} order by created_at, id`.execute(tx)).rows;

/** Of these records, those that others stand behind. */
export const inFront = async (tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(ids.length === 0 ? [] : (await sql<{ id: string }>`select distinct primary_id as id from catalogue_record where primary_id = any(${ids as string[]}::uuid[])`.execute(tx)).rows.map((row) => row.id));

/** Keys of these that public records share, each with how many carry it. Uses the GIN index on keys. */
export const publicKeys = async (tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, number>> =>
  new Map(keys.length === 0 ? [] : (await sql<{ key: string; records: number }>`select k as key, count(*)::int as records from catalogue_record r, unnest(r.keys) k where r.keys && ${keys as string[]}::text[] and r.shown is not null and k = any(${keys as string[]}::text[]) group by k`.execute(tx)).rows.map((row) => [row.key, row.records]));

export const setPrimary = async (tx: Tx, id: string, primary: string | null): Promise<void> => {
  await sql`update catalogue_record set primary_id = ${primary} where id = ${id}`.execute(tx);
};

/** A numbered version, or the newest with that hash. */
export const versionOf = (db: Db | Tx, recordId: string, wanted: number | string): Promise<StoredVersion | undefined> =>
  typeof wanted === 'number'
    ? one(sql<StoredVersion>`select * from catalogue_version where record_id = ${recordId} and number = ${wanted}`.execute(db))
    : one(sql<StoredVersion>`select * from catalogue_version where record_id = ${recordId} and version = ${wanted} order by number desc limit 1`.execute(db));

/** The newest public version with that hash; without one, the newest public version. Drafts are never found. */
export const publishedVersionOf = (db: Db | Tx, recordId: string, hash?: string): Promise<StoredVersion | undefined> =>
  one(sql<StoredVersion>`select * from catalogue_version where record_id = ${recordId} and published_at is not null ${hash === undefined ? sql`` : sql`and version = ${hash}`} order by number desc limit 1`.execute(db));

export const versionsOf = async (db: Db, recordId: string): Promise<readonly Omit<StoredVersion, 'quads' | 'findings'>[]> =>
  (await sql<StoredVersion>`select record_id, number, version, record, notes, violations, warnings, score, score_detail, at, actor, published_at from catalogue_version where record_id = ${recordId} order by number desc limit 200`.execute(db)).rows;
