import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Db, Tx } from '../storage/db.ts';

export type EventType = 'Create' | 'Update' | 'Delete';
export type FeedEvent = {
  readonly published: string; readonly id: string; readonly type: EventType; readonly kind: string; readonly object: string;
  readonly record_id: string | null; readonly version: string | null; readonly graph: string | null;
};

/** Adds an event and retires the older one of the same object (retention: latest version, deletes for good). The time is at least 1 ms after the newest
 *  event, so that nothing earlier can become visible later. The caller holds the catalogue's lock (catalogue.md §5.5).
 *  @param graph N-Quads of the payload; null for a Delete */
export const addEvent = async (tx: Tx, event: Omit<FeedEvent, 'published' | 'id' | 'type'> & { readonly type: 'Upsert' | 'Delete'; readonly now: string }): Promise<string> => {
  const first = event.type === 'Delete' ? 'Delete' : 'Create';
  const later = event.type === 'Delete' ? 'Delete' : 'Update';
  const made = await sql<{ published: string }>`
    insert into catalogue_event (published, id, type, kind, object, record_id, version, graph)
    select greatest(${event.now}::timestamptz(3), (select max(published) from catalogue_event) + interval '1 millisecond'), ${uuid()}, ${first}, ${event.kind}, ${event.object}, ${event.record_id}, ${event.version}, ${event.graph}
    on conflict (object) do update set published = excluded.published, id = excluded.id, type = case when catalogue_event.type = 'Delete' then excluded.type else ${later} end, kind = excluded.kind,
      record_id = excluded.record_id, version = excluded.version, graph = excluded.graph
    returning published`.execute(tx);
  return made.rows[0]?.published ?? event.now;
};

/** Events of an interval (from inclusive, to exclusive), oldest first. */
export const eventsBetween = async (db: Db, from: string, to: string | undefined, limit: number): Promise<readonly FeedEvent[]> =>
  (await sql<FeedEvent>`select * from catalogue_event where published >= ${from} and (${to ?? null}::timestamptz is null or published < ${to ?? null}) order by published limit ${limit}`.execute(db)).rows;

export const eventById = async (db: Db, id: string): Promise<FeedEvent | undefined> => (await sql<FeedEvent>`select * from catalogue_event where id = ${id}`.execute(db)).rows[0];

/** What the feed last said about an object. */
export const eventOfObject = async (db: Db | Tx, object: string): Promise<FeedEvent | undefined> =>
  (await sql<FeedEvent>`select * from catalogue_event where object = ${object}`.execute(db)).rows[0];
