import type { Tx } from '../../storage/db.ts';
import type { Holder, NewEvent } from '../event-store.ts';
import { addEvents, addUses, forgetUses, replaceUses, versionsOfObjects } from '../event-store.ts';
import { entityText, type Entity } from './entities.ts';

export type Announcement = {
  readonly id: string; readonly iri: string; readonly version: string; readonly record: string; readonly at: string;
  /** References first, the dataset last. */
  readonly entities: readonly Entity[];
  /** Entities that are another record's to tell. */
  readonly held: ReadonlyMap<string, Holder>;
  /** Nothing of this record was told before. */
  readonly first: boolean;
};

/** Tells the feed about the public version of an own record: one event per entity that changed, references before what refers to them, and a Delete for
 *  entities that nobody names any more. Of an entity two sources name, the first one's text stays while it uses it; the later description keeps its own
 *  text in its own record. The caller holds the catalogue's lock.
 *  @param announcement.record N-Quads of the CatalogRecord, which travels inside its dataset */
export const announceVersion = async (tx: Tx, announcement: Announcement): Promise<void> => {
  const { held } = announcement;
  const entities = announcement.entities.filter((entity) => held.get(entity.iri) !== 'record');
  const known = await versionsOfObjects(tx, entities.map((entity) => entity.iri));
  const events: NewEvent[] = [];
  for (const entity of entities) {
    const own = entity.iri === announcement.iri;
    if (held.has(entity.iri) || (own && known.get(entity.iri) === announcement.version)) continue;
    const { text, hash } = entityText(entity.quads);
    const version = own ? announcement.version : hash;
    if (known.get(entity.iri) === version) continue;
    events.push({ type: 'Upsert', kind: entity.kind, object: entity.iri, record_id: own ? announcement.id : null, version, graph: own ? text + announcement.record : text });
  }
  const used = entities.filter((entity) => entity.iri !== announcement.iri).map((entity) => entity.iri);
  const orphans = announcement.first ? await addUses(tx, announcement.id, used) : await replaceUses(tx, announcement.id, used);
  events.push(...orphans.map(({ object, kind }): NewEvent => ({ type: 'Delete', kind, object, record_id: null, version: null, graph: null })));
  await addEvents(tx, events, announcement.at);
};

/** A dataset is gone: its Delete comes first, then that of entities only it used. */
export const announceWithdrawal = async (tx: Tx, gone: { readonly id: string; readonly iri: string; readonly kind: string; readonly at: string }): Promise<void> => {
  const orphans = await forgetUses(tx, gone.id);
  await addEvents(tx, [
    { type: 'Delete', kind: gone.kind, object: gone.iri, record_id: gone.id, version: null, graph: null },
    ...orphans.map(({ object, kind }): NewEvent => ({ type: 'Delete', kind, object, record_id: null, version: null, graph: null })),
  ], gone.at);
};
