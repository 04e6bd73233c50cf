import { sql } from 'kysely';
import type { Instant } from '../../../core/clock.ts';
import type { KeptPage } from '../../../mappings/source-events/read-event.ts';
import type { Db } from '../../storage/db.ts';

/** What the last answer of an address looked like (catalogue.md §6.2): the next request asks whether it changed. With `page` it stands for one page of a source, else for all of it. */
export type UrlMemory = { readonly etag: string | null; readonly last_modified: string | null; readonly status: number; readonly bytes: number; readonly hash: string; readonly page: KeptPage | null };

/** Digest of records as the source's last run stored them: one that was refused, withdrawn, missing or changed by another way makes another digest. */
const marked = (source: string, iris: readonly string[], run?: string) => sql<string | null>`(
  select case when count(*) = ${iris.length} then md5(string_agg(iri || ' ' || hash, ' ' order by iri)) end from catalogue_source_record
  where source = ${source} and iri = any(${iris as string[]}::text[]) and record_id is not null and withdrawn_at is null and missing_since is null ${run === undefined ? sql`` : sql`and last_run = ${run}`})`;

/** A page is recalled only while all its records are stored as they were when it was read. */
export const recallUrl = async (db: Db, source: string, url: string): Promise<UrlMemory | undefined> => {
  const [found] = (await sql<UrlMemory & { mark: string | null }>`select etag, last_modified, status, bytes, hash, page, mark from catalogue_source_url where source = ${source} and url = ${url}`.execute(db)).rows;
  if (found === undefined || found.page === null) return found;
  const [now] = (await sql<{ mark: string | null }>`select ${marked(source, found.page.records)} as mark`.execute(db)).rows;
  return now?.mark !== null && now?.mark === found.mark ? found : undefined;
};

/** @param run of a page: it is remembered when this run stored or saw all its records */
export const rememberUrl = async (db: Db, source: string, run: string, url: string, memory: UrlMemory, at: Instant): Promise<void> => {
  const { page } = memory;
  const mark = page === null ? null : ((await sql<{ mark: string | null }>`select ${marked(source, page.records, run)} as mark`.execute(db)).rows[0]?.mark ?? null);
  if (page !== null && mark === null) return;
  await sql`insert into catalogue_source_url (source, url, etag, last_modified, status, bytes, hash, page, mark, checked_at)
    values (${source}, ${url}, ${memory.etag}, ${memory.last_modified}, ${memory.status}, ${memory.bytes}, ${memory.hash}, ${page === null ? null : JSON.stringify(page)}::jsonb, ${mark}, ${at})
    on conflict (source, url) do update set etag = excluded.etag, last_modified = excluded.last_modified, status = excluded.status, bytes = excluded.bytes, hash = excluded.hash, page = excluded.page, mark = excluded.mark, checked_at = excluded.checked_at`.execute(db);
};

/** Pages a complete walk did not come by any more. */
export const forgetOldPages = async (db: Db, source: string, before: Instant): Promise<void> => {
  await sql`delete from catalogue_source_url where source = ${source} and page is not null and checked_at < ${before}`.execute(db);
};

/** After a run that did not succeed: everything is asked for in full again. */
export const forgetUrls = async (db: Db, source: string): Promise<void> => {
  await sql`delete from catalogue_source_url where source = ${source}`.execute(db);
};
