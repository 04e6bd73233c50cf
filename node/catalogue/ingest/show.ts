import { serialise } from '../../../mappings/rdf/serialise.ts';
import type { Tx } from '../../storage/db.ts';
import { putAgents } from '../agent-store.ts';
import { mergeDuplicates, sharedKeys } from '../duplicates.ts';
import { heldByOthers } from '../event-store.ts';
import { announceVersions } from '../feed/announce.ts';
import { catalogRecord } from '../publish/catalog-record.ts';
import { putSearchRows } from '../search/row-batch-store.ts';
import type { RecordRow } from '../store.ts';
import { inFront, publicKeys } from '../store.ts';
import type { Looked, Ready } from './prepared.ts';

/** A version that goes before the public now. `first`: of a record nobody knew; `behind`: another record stood for the same dataset. */
export type Shown = { readonly one: Ready; readonly looked: Looked; readonly record: RecordRow; readonly doc: number; readonly first: boolean; readonly behind: boolean };

const announced = ({ one, looked, record, first }: Shown) => {
  const facts = { id: one.id, iri: record.iri, recordIri: `${record.iri}#record`, version: one.version, state: record.state, publishedAt: record.published_at ?? one.at, changedAt: one.at, chain: one.chain };
  return { id: one.id, iri: record.iri, version: one.version, entities: looked.entities, first, record: serialise(catalogRecord(facts), 'application/n-quads', {}) };
};

/** Those that share a key with another public record, or did: only they are looked at one by one. */
const merge = async (tx: Tx, shown: readonly Shown[]): Promise<void> => {
  const counts = await publicKeys(tx, [...new Set(shown.flatMap(({ record }) => sharedKeys(record.keys)))]);
  const front = await inFront(tx, shown.filter(({ first }) => !first).map(({ one }) => one.id));
  for (const { one, record, first, behind } of shown)
    if (behind || front.has(one.id) || sharedKeys(record.keys).some((key) => (counts.get(key) ?? 0) > 1)) await mergeDuplicates(tx, one.id, first ? record.keys : undefined);
};

/** What the public reads of versions beside the records themselves: search, agents, feed, duplicates. */
export const showVersions = async (tx: Tx, shown: readonly Shown[], { origin, source, countryOf }: { readonly origin: 'own' | 'partner'; readonly source: string | null; readonly countryOf: (node: string) => string }): Promise<void> => {
  const [first] = shown;
  if (first === undefined) return;
  const { node, at } = first.record;
  await putSearchRows(tx, shown.map(({ one, looked, doc }) => ({ doc, recordId: one.id, row: looked.search })));
  const held = await heldByOthers(tx, source, [...new Set(shown.flatMap(({ looked }) => [...looked.agents, ...looked.entities]).map((entity) => entity.iri))]);
  await putAgents(tx, {
    origin, node, country: countryOf(node), held: (iri, id) => held(iri, id) !== undefined,
    records: shown.map(({ one, looked }) => ({ recordId: one.id, agents: looked.agents, at: one.at })),
  });
  if (origin === 'own') await announceVersions(tx, shown.map(announced), held, at);
  await merge(tx, shown);
};
