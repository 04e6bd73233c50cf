import type { Tx } from '../storage/db.ts';
import { putAgents } from './agent-store.ts';
import { serialise } from '../../mappings/rdf/serialise.ts';
import { announceVersion } from './feed/announce.ts';
import { catalogRecord } from './publish/catalog-record.ts';
import type { Described } from './ingest-types.ts';
import { mergeDuplicates } from './duplicates.ts';
import { searchRowOf } from './search/row.ts';
import { putSearchRow } from './search/row-store.ts';
import type { RecordState, StoredRecord } from './store.ts';
import { markPublished, recordById, updateFacts, updateRecord } from './store.ts';

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
  if (!show) return state;
  const { described } = work;
  await putSearchRow(tx, record.doc, work.id, searchRowOf(described.record, {
    id: work.id, iri: record.iri, node: work.node, country: work.country, state, valid: work.violations === 0, score: described.score.points, changedAt: work.at, validated: true,
  }));
  await putAgents(tx, work.id, described.record, work.country, work.at);
  if (work.origin === 'own') {
    const facts = { id: work.id, iri: record.iri, recordIri: `${record.iri}#record`, version: described.version, state, publishedAt: record.published_at ?? work.at, changedAt: work.at, chain: work.facts.chain };
    await announceVersion(tx, { id: work.id, iri: record.iri, kind: described.record.kind, version: described.version, quads: described.statements, record: serialise(catalogRecord(facts), 'application/n-quads', {}), at: work.at });
  }
  await mergeDuplicates(tx, work.id);
  return state;
};
