import { sql } from 'kysely';
import type { Db, Tx } from '../../storage/db.ts';
import type { SearchParameters } from '../search/read-query.ts';

export type SavedSearch = { readonly id: string; readonly person: string; readonly name: string; readonly query: SearchParameters; readonly language: string; readonly created_at: string; readonly seen_change: number };
export type Alert = { readonly id: string; readonly at: string; readonly reason: 'new' | 'changed' | 'withdrawn'; readonly record_id: string; readonly title: string; readonly saved_search: string | null; readonly read_at: string | null };
export type NewAlert = Pick<Alert, 'id' | 'at' | 'reason' | 'record_id' | 'title' | 'saved_search'> & { readonly person: string };

export const savedSearchesOf = async (db: Db, person: string): Promise<readonly SavedSearch[]> => (await sql<SavedSearch>`select * from catalogue_saved_search where person = ${person} order by created_at`.execute(db)).rows;
export const allSavedSearches = async (db: Db): Promise<readonly SavedSearch[]> => (await sql<SavedSearch>`select * from catalogue_saved_search order by created_at`.execute(db)).rows;
export const keepSearch = async (db: Db, search: SavedSearch): Promise<void> => {
  await sql`insert into catalogue_saved_search (id, person, name, query, language, created_at, seen_change) values (${search.id}, ${search.person}, ${search.name}, ${JSON.stringify(search.query)}::jsonb, ${search.language}, ${search.created_at}, ${search.seen_change})`.execute(db);
};
export const forgetSearch = async (db: Db, person: string, id: string): Promise<boolean> =>
  (await sql<{ id: string }>`delete from catalogue_saved_search where person = ${person} and id = ${id} returning id`.execute(db)).rows.length > 0;

export const watchedBy = async (db: Db, person: string): Promise<readonly { readonly id: string; readonly title: string; readonly state: string; readonly node: string; readonly changed_at: string; readonly since: string }[]> =>
  (await sql<{ id: string; title: string; state: string; node: string; changed_at: string; since: string }>`select r.id, r.title, r.state, r.node, r.changed_at, w.since from catalogue_watch w join catalogue_record r on r.id = w.record_id where w.person = ${person} order by w.since`.execute(db)).rows;
export const watch = async (db: Db, person: string, recordId: string, at: string): Promise<void> => {
  await sql`insert into catalogue_watch (person, record_id, since) values (${person}, ${recordId}, ${at}) on conflict do nothing`.execute(db);
};
export const unwatch = async (db: Db, person: string, recordId: string): Promise<void> => {
  await sql`delete from catalogue_watch where person = ${person} and record_id = ${recordId}`.execute(db);
};

export const alertsOf = async (db: Db, person: string): Promise<readonly Alert[]> =>
  (await sql<Alert>`select id, at, reason, record_id, title, saved_search, read_at from catalogue_alert where person = ${person} order by at desc, id limit 200`.execute(db)).rows;
export const markRead = async (db: Db, person: string, at: string): Promise<void> => {
  await sql`update catalogue_alert set read_at = ${at} where person = ${person} and read_at is null`.execute(db);
};
export const addAlerts = async (tx: Tx, alerts: readonly NewAlert[]): Promise<void> => {
  if (alerts.length === 0) return;
  await sql`insert into catalogue_alert (id, person, at, reason, record_id, title, saved_search) select (a->>'id')::uuid, a->>'person', (a->>'at')::timestamptz, a->>'reason', (a->>'record_id')::uuid, a->>'title', (a->>'saved_search')::uuid from jsonb_array_elements(${JSON.stringify(alerts)}::jsonb) a`.execute(tx);
};

export type Changed = { readonly doc: number; readonly change: number; readonly live: boolean; readonly state: string; readonly record_id: string; readonly title: string; readonly versions: number };
/** Records changed after a position, in commit order; without those whose score alone changed. */
export const changedAfter = async (db: Db, after: number, limit: number): Promise<readonly Changed[]> =>
  (await sql<Changed>`select s.doc, s.change, s.live, r.state, s.record_id, r.title, r.current as versions from catalogue_search s join catalogue_record r on r.id = s.record_id where s.change > ${after} and not exists (select 1 from catalogue_quiet_change q where q.doc = s.doc and q.change = s.change) order by s.change limit ${limit}`.execute(db)).rows;
export const watchersOf = async (db: Db, ids: readonly string[]): Promise<readonly { readonly person: string; readonly record_id: string }[]> =>
  ids.length === 0 ? [] : (await sql<{ person: string; record_id: string }>`select person, record_id from catalogue_watch where record_id = any(${ids as string[]}::uuid[])`.execute(db)).rows;

export const alertCursor = async (db: Db): Promise<number | undefined> => (await sql<{ change: number }>`select change from catalogue_alert_cursor`.execute(db)).rows[0]?.change;
export const moveCursor = async (db: Db | Tx, change: number): Promise<void> => {
  await sql`insert into catalogue_alert_cursor (change) values (${change}) on conflict (only_one) do update set change = excluded.change`.execute(db);
};
