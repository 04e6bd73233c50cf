import { sql } from 'kysely';
import type { Instant } from '../../../core/clock.ts';
import type { Db } from '../../storage/db.ts';

/** What the last answer of an address looked like (catalogue.md §6.2): the next request asks whether it changed. */
export type UrlMemory = { readonly etag: string | null; readonly last_modified: string | null; readonly status: number; readonly bytes: number; readonly hash: string };

export const recallUrl = async (db: Db, source: string, url: string): Promise<UrlMemory | undefined> =>
  (await sql<UrlMemory>`select etag, last_modified, status, bytes, hash from catalogue_source_url where source = ${source} and url = ${url}`.execute(db)).rows[0];

export const rememberUrl = async (db: Db, source: string, url: string, memory: UrlMemory, at: Instant): Promise<void> => {
  await sql`insert into catalogue_source_url (source, url, etag, last_modified, status, bytes, hash, checked_at)
    values (${source}, ${url}, ${memory.etag}, ${memory.last_modified}, ${memory.status}, ${memory.bytes}, ${memory.hash}, ${at})
    on conflict (source, url) do update set etag = excluded.etag, last_modified = excluded.last_modified, status = excluded.status, bytes = excluded.bytes, hash = excluded.hash, checked_at = excluded.checked_at`.execute(db);
};

/** After a run that did not succeed: everything is asked for in full again. */
export const forgetUrls = async (db: Db, source: string): Promise<void> => {
  await sql`delete from catalogue_source_url where source = ${source}`.execute(db);
};
