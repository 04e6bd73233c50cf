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

export const recordByIri = (db: Db | Tx, iri: string): Promise<StoredRecord | undefined> =>
  one(sql<StoredRecord>`select * from catalogue_record where iri = ${iri}`.execute(db));

/** Records that share an identity key (keys.ts), oldest first. Uses the GIN index on keys. */
export const recordsByKeys = async (db: Db | Tx, keys: readonly string[]): Promise<readonly StoredRecord[]> =>
  keys.length === 0 ? [] : (await sql<StoredRecord>`select * from catalogue_record where keys && ${keys as string[]}::text[] order by created_at, id`.execute(db)).rows;

export type NewRecord = Pick<StoredRecord, 'id' | 'iri' | 'kind' | 'node' | 'origin' | 'source' | 'holder' | 'state' | 'title' | 'keys' | 'chain' | 'outer_hash'> & { readonly shown: boolean };
export type NewVersion = Omit<StoredVersion, 'number' | 'published_at'>;

/** A record with its first version, public or not, in one statement: a row that is written once costs a third of one that is written four times.
 *  @returns the position the record has in the search index */
export const insertRecord = async (tx: Tx, r: NewRecord, v: NewVersion): Promise<number> => {
  const published = r.shown ? v.at : null;
  const made = await one(sql<{ doc: number }>`${kept}
    with made as (
      insert into catalogue_record (id, iri, kind, node, origin, source, holder, state, current, shown, version, title, keys, chain, outer_hash, created_at, changed_at, checked_at, published_at)
      values (${r.id}, ${r.iri}, ${r.kind}, ${r.node}, ${r.origin}, ${r.source}, ${r.holder}, ${r.state}, 1, ${r.shown ? 1 : null}, ${v.version}, ${r.title}, ${r.keys as string[]}::text[], ${JSON.stringify(r.chain)}::jsonb, ${r.outer_hash}, ${v.at}, ${v.at}, ${v.at}, ${published})
      returning doc
    ), first as (
      insert into catalogue_version (record_id, number, version, quads, record, findings, notes, violations, warnings, score, score_detail, at, actor, published_at)
      values (${r.id}, 1, ${v.version}, ${v.quads}, ${JSON.stringify(v.record)}::jsonb, ${JSON.stringify(v.findings)}::jsonb, ${JSON.stringify(v.notes)}::jsonb,
        ${v.violations}, ${v.warnings}, ${v.score}, ${JSON.stringify(v.score_detail ?? null)}::jsonb, ${v.at}, ${v.actor}, ${published})
    )
    select doc from made`.execute(tx));
  if (made === undefined) throw new Error('insert returned nothing');
  return made.doc;
};

/** Adds a version and makes it the current one. @returns its number */
export const addVersion = async (tx: Tx, v: NewVersion): Promise<number> => {
  const made = await one(sql<{ number: number }>`${kept}
    with next as (update catalogue_record set current = current + 1, version = ${v.version}, changed_at = ${v.at} where id = ${v.record_id} returning current)
    insert into catalogue_version (record_id, number, version, quads, record, findings, notes, violations, warnings, score, score_detail, at, actor)
    select ${v.record_id}, next.current, ${v.version}, ${v.quads}, ${JSON.stringify(v.record)}::jsonb, ${JSON.stringify(v.findings)}::jsonb, ${JSON.stringify(v.notes)}::jsonb,
      ${v.violations}, ${v.warnings}, ${v.score}, ${JSON.stringify(v.score_detail ?? null)}::jsonb, ${v.at}, ${v.actor} from next
    returning number`.execute(tx));
  if (made === undefined) throw new Error(`no record ${v.record_id}`);
  return made.number;
};

/** Facts of a record that the public reads: they go with the shown version, or with the draft while there is none. */
export const updateFacts = async (tx: Tx, id: string, r: Pick<StoredRecord, 'title' | 'keys' | 'chain' | 'holder' | 'kind'>): Promise<void> => {
  await sql`update catalogue_record set title = ${r.title}, keys = ${r.keys as string[]}::text[], chain = ${JSON.stringify(r.chain)}::jsonb, holder = ${r.holder}, kind = ${r.kind} where id = ${id}`.execute(tx);
};

/** Where a record stands. `outer_hash` tells of the newest version, shown or not: the next reading is compared with it. */
export const updateRecord = async (tx: Tx, id: string, r: Pick<StoredRecord, 'state' | 'shown' | 'outer_hash'> & { readonly publishedAt: string | null; readonly at: string }): Promise<void> => {
  await sql`update catalogue_record set state = ${r.state}, shown = ${r.shown}, outer_hash = ${r.outer_hash},
    published_at = coalesce(published_at, ${r.publishedAt}), checked_at = ${r.at}, missing_since = null, missing_runs = 0, kept = false, withdrawn_at = null, reason = null, successor = null where id = ${id}`.execute(tx);
};

/** The public sees this version from now on; what it saw once stays in the public history. */
export const markPublished = async (tx: Tx, id: string, number: number, at: string): Promise<void> => {
  await sql`update catalogue_version set published_at = coalesce(published_at, ${at}) where record_id = ${id} and number = ${number}`.execute(tx);
};

/** Same version, but agents it names say something else: the stored text follows, without a new version; the record counts as changed. */
export const replaceText = async (tx: Tx, id: string, number: number, v: Pick<StoredVersion, 'at' | 'quads' | 'record' | 'findings' | 'violations' | 'warnings' | 'score' | 'score_detail'>): Promise<void> => {
  await sql`update catalogue_version set quads = ${v.quads}, record = ${JSON.stringify(v.record)}::jsonb, findings = ${JSON.stringify(v.findings)}::jsonb, violations = ${v.violations}, warnings = ${v.warnings}, score = ${v.score},
    score_detail = ${JSON.stringify(v.score_detail ?? null)}::jsonb where record_id = ${id} and number = ${number}`.execute(tx);
  await sql`update catalogue_record set changed_at = ${v.at} where id = ${id}`.execute(tx);
};

/** The record was seen unchanged: alive, checked now. */
export const touchRecord = async (tx: Tx, id: string, at: string): Promise<void> => {
  await sql`${kept}update catalogue_record set checked_at = ${at}, missing_since = null, missing_runs = 0, kept = false, state = case when state = 'missing' then 'published' else state end where id = ${id}`.execute(tx);
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

/** Only the findings of a version: an unchanged record asks for nothing else. */
export const findingsOf = async (db: Db | Tx, recordId: string, number: number): Promise<readonly Finding[]> =>
  (await one(sql<{ findings: readonly Finding[] }>`${kept}select findings from catalogue_version where record_id = ${recordId} and number = ${number}`.execute(db)))?.findings ?? [];

export const versionsOf = async (db: Db, recordId: string): Promise<readonly Omit<StoredVersion, 'quads' | 'findings'>[]> =>
  (await sql<StoredVersion>`select record_id, number, version, record, notes, violations, warnings, score, score_detail, at, actor, published_at from catalogue_version where record_id = ${recordId} order by number desc limit 200`.execute(db)).rows;
