import type { Quad } from 'n3';
import { dcat } from '../../../core/vocabulary/dcat.ts';
import { graphOf, keyOf } from '../../../mappings/rdf/graph.ts';
import { serialise } from '../../../mappings/rdf/serialise.ts';
import type { Tx } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import { entityHash } from '../feed/entities.ts';
import type { CataloguePartner } from '../ports.ts';
import { parseStored } from '../publish/catalog-record.ts';
import { lockCatalogue, recordByIri } from '../store.ts';
import { datasetsNaming, dropEntity, entitiesNamed, putEntity } from './entity-store.ts';
import type { FeedMember } from './feed-read.ts';
import { readFeed } from './feed-read.ts';
import type { PartnerDataset } from './full-read.ts';
import { datasetFrom } from './full-read.ts';
import type { GuardCount, HarvestOutcome, HarvestParts } from './harvest.ts';
import { applyDatasets, withdrawGone } from './harvest.ts';
import type { HeldRun } from './partner-store.ts';
import { partnerKnown, partnerRecords, saveCursor, saveSuccess } from './partner-store.ts';

const kindOf = (member: FeedMember): 'dataset' | 'entity' => (graphOf(member.payload).isA(member.object, dcat.Dataset, dcat.DatasetSeries) ? 'dataset' : 'entity');

const namedIn = (quads: readonly Quad[]): string[] => [...new Set(quads.filter((q) => q.object.termType === 'NamedNode').map((q) => keyOf(q.object)))];

/** A dataset with the entities it names put back in, and those that these name. */
const compose = async (tx: Tx, node: string, graph: readonly Quad[]): Promise<Quad[]> => {
  const quads = [...graph];
  const taken = new Set<string>();
  // dataset → distribution → service → agent: three steps reach everything
  for (let wanted = namedIn(quads), step = 0; wanted.length > 0 && step < 3; step += 1) {
    const found = (await entitiesNamed(tx, node, wanted.filter((iri) => !taken.has(iri)))).filter((entity) => entity.kind === 'entity');
    const more = found.flatMap((entity) => {
      taken.add(entity.object);
      return parseStored(entity.graph);
    });
    quads.push(...more);
    wanted = namedIn(more);
  }
  return quads;
};

type Run = { read: number; changed: number; withdrawn: number; refused: number } & GuardCount;

/** One page of a feed in one transaction, with the cursor that stands for it: a kill at any point resumes after the last page. @returns the run that is held, if it is */
const applyPage = async (parts: HarvestParts, tx: Tx, partner: CataloguePartner, members: readonly FeedMember[], run: Run): Promise<HeldRun | undefined> => {
  const node = partner.nodeId;
  await lockCatalogue(tx);
  const changedEntities: string[] = [];
  const gone: { id: string; iri: string; title: string }[] = [];
  const told = new Set<string>();
  const datasets: PartnerDataset[] = [];
  const ingest = async (iri: string, graph: readonly Quad[]): Promise<void> => void datasets.push(datasetFrom(iri, await compose(tx, node, graph)));
  for (const member of members) {
    run.read += 1;
    if (member.deleted) {
      await dropEntity(tx, node, member.object);
      const record = await recordByIri(tx, member.object);
      if (record !== undefined && record.node === node && record.origin === 'partner' && record.state !== 'withdrawn') gone.push({ id: record.id, iri: record.iri, title: record.title });
      continue;
    }
    const kind = kindOf(member);
    const hash = entityHash(member.payload);
    await putEntity(tx, node, { object: member.object, kind, graph: serialise(member.payload, 'application/n-quads', {}) }, hash);
    if (kind === 'entity') changedEntities.push(member.object);
    else {
      told.add(member.object);
      await ingest(member.object, member.payload);
    }
  }
  // datasets whose agents now say something else, unless they were told themselves
  for (const dataset of await datasetsNaming(tx, node, changedEntities)) if (!told.has(dataset.iri)) await ingest(dataset.iri, parseStored(dataset.graph));
  for (const outcome of await applyDatasets(parts, tx, partner, datasets)) {
    if (outcome === 'changed') run.changed += 1;
    if (outcome === 'refused') run.refused += 1;
  }
  const { held, withdrawn } = await withdrawGone(parts, tx, partner, run, gone);
  run.withdrawn += withdrawn;
  if (held === undefined) await saveCursor(tx, node, members.at(-1)?.published ?? '');
  return held;
};

/** Reads what is new in a partner's feed since the last event applied (catalogue.md §5.5, §6). An unchanged feed costs one request answered 304. */
export const createFeedHarvest = (parts: HarvestParts) => {
  const etags = new Map<string, string>();
  return async (partner: CataloguePartner): Promise<HarvestOutcome> => {
    const known = await partnerKnown(parts.db, partner.nodeId);
    const run: Run = { read: 0, changed: 0, withdrawn: 0, refused: 0, counted: 0, live: (await partnerRecords(parts.db, partner.nodeId)).length };
    let etag: string | undefined;
    const done = (outcome: 'done' | 'held'): HarvestOutcome => ({ partner: partner.nodeId, outcome, read: run.read, changed: run.changed, withdrawn: run.withdrawn, refused: run.refused });
    for await (const members of readFeed(parts.ports.getFromPartner, partner, known?.cursor ?? undefined, etags.get(partner.nodeId), (seen) => { etag = seen; })) {
      const held = await inTransaction(parts.db, async (tx) => applyPage(parts, tx, partner, members, run));
      if (held !== undefined) {
        etags.delete(partner.nodeId);
        return done('held');
      }
    }
    const cursor = (await partnerKnown(parts.db, partner.nodeId))?.cursor ?? null;
    await inTransaction(parts.db, (tx) => saveSuccess(tx, partner.nodeId, parts.clock.now(), { cursor, read: run.read, refused: run.refused, full: known?.last_full === null || known?.last_full === undefined }));
    if (etag !== undefined) etags.set(partner.nodeId, etag);
    return done('done');
  };
};
