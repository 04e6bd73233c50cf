import type { Quad } from 'n3';
import type { Tx } from '../../storage/db.ts';
import type { NewEvent } from '../event-store.ts';
import { addEvents, forgetUses, heldByOthers, replaceUses, versionsOfObjects } from '../event-store.ts';
import { entitiesOf, entityText } from './entities.ts';

export type Announcement = { readonly id: string; readonly iri: string; readonly kind: 'dataset' | 'series'; readonly version: string; readonly quads: readonly Quad[]; readonly record: string; readonly at: string };

/** Tells the feed about the public version of an own record: one event per entity that changed, references before what refers to them, and a Delete for
 *  entities that nobody names any more. Of an entity two sources name, the first one's text stays while it uses it; the later description keeps its own
 *  text in its own record. The caller holds the catalogue's lock.
 *  @param announcement.record N-Quads of the CatalogRecord, which travels inside its dataset */
export const announceVersion = async (tx: Tx, announcement: Announcement): Promise<void> => {
  const named = entitiesOf(announcement.iri, announcement.kind, announcement.quads);
  const held = await heldByOthers(tx, announcement.id, named.map((entity) => entity.iri));
  const entities = named.filter((entity) => held.get(entity.iri) !== 'record');
  const known = await versionsOfObjects(tx, entities.map((entity) => entity.iri));
  const events: NewEvent[] = [];
  for (const entity of entities) {
    const { text, hash } = entityText(entity.quads);
    const own = entity.iri === announcement.iri;
    const version = own ? announcement.version : hash;
    if (known.get(entity.iri) === version || held.has(entity.iri)) continue;
    events.push({ type: 'Upsert', kind: entity.kind, object: entity.iri, record_id: own ? announcement.id : null, version, graph: own ? text + announcement.record : text });
  }
  const orphans = await replaceUses(tx, announcement.id, entities.filter((entity) => entity.iri !== announcement.iri).map((entity) => entity.iri));
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
