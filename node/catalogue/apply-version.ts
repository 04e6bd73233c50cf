import type { Tx } from '../storage/db.ts';
import { agentsToKeep, putAgents } from './agent-store.ts';
import { heldByOthers } from './event-store.ts';
import { serialise } from '../../mappings/rdf/serialise.ts';
import { announceVersion } from './feed/announce.ts';
import { entitiesOf } from './feed/entities.ts';
import { catalogRecord } from './publish/catalog-record.ts';
import type { Described } from './ingest-types.ts';
import { mergeDuplicates } from './duplicates.ts';
import { searchRowOf } from './search/row.ts';
import { putSearchRow } from './search/row-store.ts';
import type { RecordState, StoredRecord } from './store.ts';
import type { NewVersion } from './store.ts';
import { insertRecord, markPublished, recordById, updateFacts, updateRecord } from './store.ts';

export type PublishWork = {
  readonly id: string;
  readonly facts: Pick<StoredRecord, 'kind' | 'title' | 'keys' | 'chain' | 'holder' | 'outer_hash'>;
  readonly described: Described;
  readonly violations: number;
  readonly wanted: 'publish' | 'draft' | 'in-review';
  readonly origin: 'own' | 'partner';
  readonly node: string;
  readonly country: string;
  readonly at: string;
};

/** Whether this version goes before the public now. */
export const isToBeShown = (work: Pick<PublishWork, 'origin' | 'wanted' | 'violations'>): boolean => work.origin === 'partner' || (work.wanted === 'publish' && work.violations === 0);

/** Draft, in review or public: an own record with a violation is never made public, and what is public already stays until the new version is clean (catalogue.md §7.1). */
const nextState = (work: PublishWork, shown: number | null): { state: RecordState; show: boolean } => {
  if (isToBeShown(work)) return { state: 'published', show: true };
  if (shown !== null) return { state: 'published', show: false };
  return { state: work.wanted === 'in-review' ? 'in-review' : 'draft', show: false };
};

/** Makes the current version public when it may be: record, search row, feed event, duplicates, in the caller's transaction. @returns the record's state */
export const publishVersion = async (tx: Tx, work: PublishWork): Promise<RecordState> => {
  const record = await recordById(tx, work.id);
  if (record === undefined) throw new Error(`no record ${work.id}`);
  const { state, show } = nextState(work, record.state === 'withdrawn' ? null : record.shown);
  const shown = show ? record.current : record.state === 'withdrawn' ? null : record.shown;
  // what the public reads about a shown version is not changed by a draft of the next one
  if (show || shown === null) await updateFacts(tx, work.id, work.facts);
  await updateRecord(tx, work.id, { outer_hash: work.facts.outer_hash, state, shown, publishedAt: show ? work.at : null, at: work.at });
  if (show) await markPublished(tx, work.id, record.current, work.at);
  if (show) await showVersion(tx, record, work, state, false);
  return state;
};

/** A record nobody knew: stored with its first version, and made public when it may be. @returns its state */
export const publishFirst = async (tx: Tx, work: PublishWork, source: string | null, version: NewVersion): Promise<RecordState> => {
  const { state, show } = nextState(work, null);
  const { iri } = work.described.record;
  const doc = await insertRecord(tx, { id: work.id, iri, node: work.node, origin: work.origin, source, state, shown: show, ...work.facts }, version);
  if (show) await showVersion(tx, { doc, iri, published_at: null }, work, state, true);
  return state;
};

/** What the public reads of a version beside the record itself: search, agents, feed, duplicates. */
const showVersion = async (tx: Tx, record: Pick<StoredRecord, 'doc' | 'iri' | 'published_at'>, work: PublishWork, state: RecordState, first: boolean): Promise<void> => {
  const { id, described, at } = work;
  await putSearchRow(tx, record.doc, id, searchRowOf(described.record, {
    id, iri: record.iri, node: work.node, country: work.country, state, valid: work.violations === 0, score: described.score.points, changedAt: at, validated: true,
  }));
  const entities = work.origin === 'own' ? entitiesOf(record.iri, described.record.kind, described.statements) : [];
  const agents = agentsToKeep(described.record);
  const held = await heldByOthers(tx, id, [...new Set([...agents, ...entities].map((one) => one.iri))]);
  await putAgents(tx, { recordId: id, origin: work.origin, agents, held, country: work.country, at });
  if (work.origin === 'own') {
    const facts = { id, iri: record.iri, recordIri: `${record.iri}#record`, version: described.version, state, publishedAt: record.published_at ?? at, changedAt: at, chain: work.facts.chain };
    await announceVersion(tx, { id, iri: record.iri, version: described.version, entities, held, record: serialise(catalogRecord(facts), 'application/n-quads', {}), at, first });
  }
  await mergeDuplicates(tx, id, first ? work.facts.keys : undefined);
};
