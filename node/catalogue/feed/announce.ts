import type { Tx } from '../../storage/db.ts';
import type { Holder, NewEvent } from '../event-store.ts';
import { addEvents, addUses, forgetUses, replaceUses, versionsOfObjects } from '../event-store.ts';
import type { EntityText } from './entities.ts';

export type Announcement = {
  readonly id: string; readonly iri: string; readonly version: string; readonly record: string;
  /** References first, the dataset last. */
  readonly entities: readonly EntityText[];
  /** Nothing of this record was told before. */
  readonly first: boolean;
};

const deleted = ({ object, kind }: { readonly object: string; readonly kind: string }): NewEvent => ({ type: 'Delete', kind, object, record_id: null, version: null, graph: null });

/** The feed keeps the newest event of an object: of several in a batch only the last is told, in its place. */
const lastOfEach = (events: readonly NewEvent[]): NewEvent[] => {
  const last = new Map(events.map((event, at) => [event.object, at]));
  return events.filter((event, at) => last.get(event.object) === at);
};

/** Tells the feed about the public versions of own records, in the order given: one event per entity that changed, references before what refers to them, and a Delete for
 *  entities that nobody names any more. Of an entity two sources name, the first one's text stays while it uses it; the later description keeps its own
 *  text in its own record. The caller holds the catalogue's lock.
 *  @param held entities that are another record's to tell
 *  @param announcement.record N-Quads of the CatalogRecord, which travels inside its dataset */
export const announceVersions = async (tx: Tx, announcements: readonly Announcement[], held: (object: string, recordId: string) => Holder | undefined, at: string): Promise<void> => {
  const told = announcements.map((one) => ({ ...one, entities: one.entities.filter((entity) => held(entity.iri, one.id) !== 'record') }));
  const known = new Map(await versionsOfObjects(tx, [...new Set(told.flatMap((one) => one.entities.map((entity) => entity.iri)))]));
  const events: NewEvent[] = [];
  for (const { id, iri, version: own, record, entities } of told)
    for (const entity of entities) {
      const isDataset = entity.iri === iri;
      const version = isDataset ? own : entity.hash;
      if (held(entity.iri, id) !== undefined || known.get(entity.iri) === version) continue;
      known.set(entity.iri, version);
      events.push({ type: 'Upsert', kind: entity.kind, object: entity.iri, record_id: isDataset ? id : null, version, graph: isDataset ? entity.text + record : entity.text });
    }
  const uses = told.map(({ id, iri, entities, first }) => ({ recordId: id, objects: entities.filter((entity) => entity.iri !== iri).map((entity) => entity.iri), first }));
  await addUses(tx, uses.filter((one) => one.first));
  const orphans = await replaceUses(tx, uses.filter((one) => !one.first));
  await addEvents(tx, [...lastOfEach(events), ...orphans.map(deleted)], at);
};

/** A dataset is gone: its Delete comes first, then that of entities only it used. */
export const announceWithdrawal = async (tx: Tx, gone: { readonly id: string; readonly iri: string; readonly kind: string; readonly at: string }): Promise<void> => {
  const orphans = await forgetUses(tx, gone.id);
  await addEvents(tx, [
    { type: 'Delete', kind: gone.kind, object: gone.iri, record_id: gone.id, version: null, graph: null },
    ...orphans.map(deleted),
  ], gone.at);
};
