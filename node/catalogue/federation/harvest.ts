import type { Clock } from '../../../core/clock.ts';
import { isAppError } from '../../../core/errors.ts';
import type { Audit } from '../../audit/audit.ts';
import type { Db, Tx } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import type { Ingest } from '../ingest.ts';
import type { CataloguePartner, CataloguePorts } from '../ports.ts';
import { lockCatalogue, setMissing } from '../store.ts';
import { withdraw } from '../withdraw.ts';
import type { PartnerDataset } from './full-read.ts';
import { readWholeCatalogue } from './full-read.ts';
import { holdReason, mustHold } from './guard.ts';
import type { HeldRun } from './partner-store.ts';
import { forgetRefusal, keepRefusal, partnerKnown, partnerRecords, saveDecision, saveFailure, saveHeld, saveSuccess, startTry } from './partner-store.ts';

export type HarvestParts = {
  readonly db: Db; readonly clock: Clock; readonly audit: Audit; readonly ports: CataloguePorts; readonly ingest: Ingest<never>;
  readonly log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
};
export type HarvestOutcome = { readonly partner: string; readonly outcome: 'done' | 'held' | 'failed'; readonly read: number; readonly changed: number; readonly withdrawn: number; readonly refused: number; readonly error?: string };

/** One dataset of a partner into the catalogue. A bad one is refused, kept in the partner's list of refusals, and hurts nobody else. */
export const applyDataset = async (parts: HarvestParts, tx: Tx, partner: CataloguePartner, dataset: PartnerDataset): Promise<'changed' | 'unchanged' | 'refused'> => {
  const result = await parts.ingest(tx, dataset.description, { origin: { kind: 'partner', node: partner.nodeId, chain: dataset.chain }, actor: `partner:${partner.nodeId}` });
  if (result.outcome === 'refused' || result.outcome === 'duplicate') {
    await keepRefusal(tx, partner.nodeId, dataset.description.iri, result.code ?? 'refused', result.detail ?? '', parts.clock.now());
    return 'refused';
  }
  await forgetRefusal(tx, partner.nodeId, dataset.description.iri);
  return result.outcome === 'unchanged' ? 'unchanged' : 'changed';
};

/** Withdraws what is gone, or holds the run for a person when too much would go. A person may have said that the records stay: they do, marked as missing.
 *  @param before how many this run has withdrawn already */
export const withdrawGone = async (parts: HarvestParts, tx: Tx, partner: CataloguePartner, live: number, gone: HeldRun['gone'], before = 0): Promise<{ held: HeldRun | undefined; withdrawn: number }> => {
  const decision = (await partnerKnown(tx, partner.nodeId))?.decision;
  const at = parts.clock.now();
  if (decision === 'keep') {
    await setMissing(tx, gone.map((record) => record.id), at);
    return { held: undefined, withdrawn: 0 };
  }
  if (gone.length > 0 && mustHold(live, before + gone.length) && decision !== 'withdraw') {
    const held: HeldRun = { at, reason: holdReason(partner.nodeId, live, before + gone.length), live, gone };
    await saveHeld(tx, partner.nodeId, held);
    return { held, withdrawn: 0 };
  }
  let withdrawn = 0;
  for (const record of gone) if (await withdraw(tx, record.id, { at, reason: `withdrawn by ${partner.nodeId}` })) withdrawn += 1;
  return { held: undefined, withdrawn };
};

/** Reads everything a partner publishes and compares versions: the way when there is no feed, and at least every 7 days to find silent deletions. */
export const fullHarvest = async (parts: HarvestParts, partner: CataloguePartner, cursor: string | null): Promise<HarvestOutcome> => {
  const known = new Map((await partnerRecords(parts.db, partner.nodeId)).map((record) => [record.iri, record]));
  const seen = new Set<string>();
  let [read, changed, refused] = [0, 0, 0];
  for await (const page of readWholeCatalogue(parts.ports.getFromPartner, partner.nodeId, partner.portal)) {
    await inTransaction(parts.db, async (tx) => {
      for (const dataset of page.datasets) {
        read += 1;
        seen.add(dataset.description.iri);
        if (dataset.version !== undefined && known.get(dataset.description.iri)?.version === dataset.version) continue;
        const outcome = await applyDataset(parts, tx, partner, dataset);
        if (outcome === 'changed') changed += 1;
        if (outcome === 'refused') refused += 1;
      }
    });
  }
  // those a person let stay are marked as missing already
  const gone = [...known.values()].filter((record) => !seen.has(record.iri) && record.state !== 'missing').map(({ id, iri, title }) => ({ id, iri, title }));
  return inTransaction(parts.db, async (tx) => {
    await lockCatalogue(tx);
    const { held, withdrawn } = await withdrawGone(parts, tx, partner, known.size, gone);
    if (held === undefined) await saveSuccess(tx, partner.nodeId, parts.clock.now(), { cursor, read, refused, full: true });
    return { partner: partner.nodeId, outcome: held === undefined ? 'done' : 'held', read, changed, withdrawn, refused };
  });
};

/** One harvest of one partner; whatever goes wrong is kept with the partner and never thrown: one bad partner does not hurt another. */
export const harvestPartner = async (parts: HarvestParts, partner: CataloguePartner, read: (partner: CataloguePartner) => Promise<HarvestOutcome>): Promise<HarvestOutcome> => {
  await startTry(parts.db, partner.nodeId, parts.clock.now());
  try {
    const outcome = await read(partner);
    if (outcome.changed + outcome.withdrawn > 0) parts.log.info({ ...outcome }, 'partner catalogue read');
    return outcome;
  } catch (thrown) {
    const error = isAppError(thrown) ? thrown.detail : 'This node could not store what it read.';
    parts.log.warn({ partner: partner.nodeId, err: thrown }, 'partner catalogue not read');
    await saveFailure(parts.db, partner.nodeId, error);
    return { partner: partner.nodeId, outcome: 'failed', read: 0, changed: 0, withdrawn: 0, refused: 0, error };
  }
};

/** The decision of a person over a held run, audited with the role. `keep` lets the records stay; `withdraw` lets the next run withdraw them. */
export const decideHeld = async (parts: HarvestParts, node: string, decision: 'withdraw' | 'keep', by: { readonly person: string; readonly role: string }): Promise<boolean> => {
  const known = await partnerKnown(parts.db, node);
  if (known === undefined || known.held === null) return false;
  await inTransaction(parts.db, async (tx) => {
    await saveDecision(tx, node, decision);
    await parts.audit.record(tx, { actor: by.person, role: by.role, action: 'harvest-decided', target: `partner:${node}`, outcome: 'success', details: { decision, gone: known.held?.gone.length ?? 0 } });
  });
  return true;
};
