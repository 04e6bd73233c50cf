import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Db, Tx } from '../storage/db.ts';
import { kept } from '../storage/kept-statement.ts';

export type EventType = 'Create' | 'Update' | 'Delete';
export type FeedEvent = {
  readonly published: string; readonly id: string; readonly type: EventType; readonly kind: string; readonly object: string;
  readonly record_id: string | null; readonly version: string | null; readonly graph: string | null;
};
export type NewEvent = Pick<FeedEvent, 'kind' | 'object' | 'record_id' | 'version' | 'graph'> & { readonly type: 'Upsert' | 'Delete' };

/** Adds events in the order given and retires the older one of each object (retention: latest version; deletes stay for good). Times are 1 ms apart and later than
 *  every event there is, so that nothing earlier can become visible later. The caller holds the catalogue's lock (catalogue.md §5.5).
 *  `graph` is N-Quads of the payload, null for a Delete. */
export const addEvents = async (tx: Tx, events: readonly NewEvent[], now: string): Promise<void> => {
  // a statement takes 65,535 values
  if (events.length > 5_000) return addEvents(tx, events.slice(0, 5_000), now).then(() => addEvents(tx, events.slice(5_000), now));
  if (events.length === 0) return;
  const rows = events.map((e, at) => sql`(${at}::integer, ${uuid()}::uuid, ${e.type}, ${e.kind}, ${e.object}, ${e.record_id}::uuid, ${e.version}, ${e.graph})`);
  await sql`
    with base as (select greatest(${now}::timestamptz(3), (select max(published) from catalogue_event) + interval '1 millisecond') as start)
    insert into catalogue_event (published, id, type, kind, object, record_id, version, graph)
    select base.start + e.n * interval '1 millisecond', e.id, case when e.type = 'Delete' then 'Delete' else 'Create' end, e.kind, e.object, e.record_id, e.version, e.graph
    from base, (values ${sql.join(rows)}) e(n, id, type, kind, object, record_id, version, graph)
    on conflict (object) do update set published = excluded.published, id = excluded.id, kind = excluded.kind, record_id = excluded.record_id, version = excluded.version, graph = excluded.graph,
      type = case when excluded.type = 'Delete' or catalogue_event.type = 'Delete' then excluded.type else 'Update' end`.execute(tx);
};

/** Version each object was last told with; a deleted one has none. */
export const versionsOfObjects = async (tx: Tx, objects: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await sql<{ object: string; version: string }>`${kept}select object, version from catalogue_event where object = any(${objects as string[]}::text[]) and type <> 'Delete'`.execute(tx)).rows.map((row) => [row.object, row.version]));

export type Holder = 'record' | 'source';
type HeldRow = { readonly object: string; readonly by: Holder; readonly record_id: string };

/** Of these entities, those that are not a record's to tell: `record` is a dataset of its own, `source` was told first by a record of another source that still uses it.
 *  @param source of the records that ask; null: of a partner's */
export const heldByOthers = async (tx: Tx, source: string | null, objects: readonly string[]): Promise<(object: string, recordId: string) => Holder | undefined> => {
  const { rows } = await sql<HeldRow>`
    with named as materialized (select o as object from unnest(${objects as string[]}::text[]) o), first as (
      select n.object, u.record_id from named n, lateral (select u.record_id from catalogue_entity_use u where u.object = n.object order by u.place limit 1) u)
    select f.object, 'source' as by, o.id as record_id from first f join catalogue_record o on o.id = f.record_id where o.source is distinct from ${source}
    union all
    select r.iri, 'record', r.id from named n join catalogue_record r on r.iri = n.object where r.origin = 'own'`.execute(tx);
  const sources = new Set(rows.filter((row) => row.by === 'source').map((row) => row.object));
  const records = new Map(rows.filter((row) => row.by === 'record').map((row) => [row.object, row.record_id]));
  return (object, recordId) => {
    const record = records.get(object);
    return record !== undefined && record !== recordId ? 'record' : sources.has(object) ? 'source' : undefined;
  };
};

type Orphan = { readonly object: string; readonly kind: string };
const orphaned = async (tx: Tx, objects: readonly string[]): Promise<readonly Orphan[]> =>
  objects.length === 0 ? [] : (await sql<Orphan>`select e.object, e.kind from catalogue_event e where e.object = any(${objects as string[]}::text[]) and e.type <> 'Delete' and not exists (select 1 from catalogue_entity_use u where u.object = e.object)`.execute(tx)).rows;

export type Uses = { readonly recordId: string; readonly objects: readonly string[] };

/** Notes which entities records use beside those they used before, in the order given: of several sources the first keeps its text. */
export const addUses = async (tx: Tx, uses: readonly Uses[]): Promise<void> => {
  const pairs = uses.flatMap(({ recordId, objects }) => objects.map((object) => [recordId, object] as const));
  if (pairs.length === 0) return;
  await sql`insert into catalogue_entity_use (record_id, object) select r, o from unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, object]) => object)}::text[]) with ordinality as u(r, o, n) order by n on conflict do nothing`.execute(tx);
};

/** Notes which entities records use now and no other ones. @returns those that nobody uses any more */
export const replaceUses = async (tx: Tx, uses: readonly Uses[]): Promise<readonly Orphan[]> => {
  if (uses.length === 0) return [];
  await addUses(tx, uses);
  const pairs = uses.flatMap(({ recordId, objects }) => objects.map((object) => [recordId, object] as const));
  const gone = await sql<{ object: string }>`
    with now as materialized (select r, o from unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, object]) => object)}::text[]) as u(r, o))
    delete from catalogue_entity_use u where u.record_id = any(${uses.map((one) => one.recordId)}::uuid[]) and not exists (select 1 from now where now.r = u.record_id and now.o = u.object) returning u.object`.execute(tx);
  return orphaned(tx, [...new Set(gone.rows.map((row) => row.object))]);
};
export const forgetUses = (tx: Tx, recordId: string): Promise<readonly Orphan[]> => replaceUses(tx, [{ recordId, objects: [] }]);

/** Events of an interval (from inclusive, to exclusive), oldest first. */
export const eventsBetween = async (db: Db, from: string, to: string | undefined, limit: number): Promise<readonly FeedEvent[]> =>
  (await sql<FeedEvent>`select * from catalogue_event where published >= ${from} and (${to ?? null}::timestamptz is null or published < ${to ?? null}) order by published limit ${limit}`.execute(db)).rows;

export const eventById = async (db: Db, id: string): Promise<FeedEvent | undefined> => (await sql<FeedEvent>`select * from catalogue_event where id = ${id}`.execute(db)).rows[0];

export type Span = { readonly start: string; readonly events: number; readonly newest: string };

/** Years, or months of a year, that hold events. */
export const spansOf = async (db: Db, unit: 'year' | 'month', from: string, to: string): Promise<readonly Span[]> =>
  (await sql<Span>`select date_trunc(${sql.lit(unit)}, published, 'UTC') as start, count(*)::int as events, max(published) as newest from catalogue_event where published >= ${from} and published < ${to} group by 1 order by 1`.execute(db)).rows;

/** First instant of every page of at most `size` events in an interval. */
export const pageStarts = async (db: Db, from: string, to: string, size: number): Promise<readonly string[]> =>
  (await sql<{ published: string }>`select published from (select published, row_number() over (order by published) as n from catalogue_event where published >= ${from} and published < ${to}) p where (n - 1) % ${sql.lit(size)} = 0 order by published`.execute(db)).rows.map((row) => row.published);

export const newestEvent = async (db: Db): Promise<{ readonly published: string | null; readonly events: number }> =>
  (await sql<{ published: string | null; events: number }>`select max(published) as published, count(*)::int as events from catalogue_event`.execute(db)).rows[0] ?? { published: null, events: 0 };

/** Uses the primary key: asked every other second. */
export const newestTime = async (db: Db): Promise<string | null> => (await sql<{ published: string | null }>`select max(published) as published from catalogue_event`.execute(db)).rows[0]?.published ?? null;
