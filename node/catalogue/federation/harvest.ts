import type { Clock } from '../../../core/clock.ts';
import { isAppError } from '../../../core/errors.ts';
import type { Audit } from '../../audit/audit.ts';
import type { Db, Tx } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import type { Ingest } from '../ingest.ts';
import type { CataloguePartner, CataloguePorts } from '../ports.ts';
import { recordRefusal, storable } from '../record-check.ts';
import { isGone } from '../sources/guard.ts';
import { lockCatalogue, setMissing } from '../store.ts';
import { withdraw } from '../withdraw.ts';
import type { PartnerDataset } from './full-read.ts';
import { readWholeCatalogue } from './full-read.ts';
import { holdReason, mustHold } from './guard.ts';
import type { HeldRun, PartnerRecord } from './partner-store.ts';
import { countMissing, forgetRefusals, keepRefusal, markKept, partnerKnown, partnerRecords, saveDecision, saveFailure, saveHeld, saveSuccess, startTry, useDecision } from './partner-store.ts';

export type HarvestParts = {
  readonly db: Db; readonly clock: Clock; readonly audit: Audit; readonly ports: CataloguePorts; readonly ingest: Ingest<never>;
  readonly log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
};
export type HarvestOutcome = { readonly partner: string; readonly outcome: 'done' | 'held' | 'failed'; readonly read: number; readonly changed: number; readonly withdrawn: number; readonly refused: number; readonly error?: string };

/** A refused record's address may be what is wrong with it: its name in the list is one that the list can hold. */
const nameOf = (dataset: PartnerDataset): string => storable(dataset.description.iri).slice(0, 500);

type Applied = 'changed' | 'unchanged' | 'refused';
type Refusal = { readonly code?: string | undefined; readonly detail?: string | undefined };

/** Datasets of a partner into the catalogue, stored together. A bad one is refused, kept in the partner's list of refusals, and hurts nobody else. */
export const applyDatasets = async (parts: HarvestParts, tx: Tx, partner: CataloguePartner, datasets: readonly PartnerDataset[]): Promise<readonly Applied[]> => {
  const node = partner.nodeId;
  const unfit = datasets.map((dataset) => recordRefusal(dataset.description));
  const fit = datasets.filter((_dataset, n) => unfit[n] === undefined);
  const stored = await parts.ingest.many(tx, fit.map(({ description, chain }) => ({ description, origin: { kind: 'partner' as const, node, chain } })), { actor: `partner:${node}` });
  const results = new Map(fit.map((dataset, n) => [dataset, stored[n]]));
  const refusalOf = (dataset: PartnerDataset, n: number): Refusal | undefined => {
    const result = results.get(dataset);
    return unfit[n] ?? (result?.outcome === 'refused' || result?.outcome === 'duplicate' ? result : undefined);
  };
  const refusals = datasets.map(refusalOf);
  for (const [n, refusal] of refusals.entries()) if (refusal !== undefined) await keepRefusal(tx, node, nameOf(datasets[n] as PartnerDataset), refusal.code ?? 'refused', refusal.detail ?? '', parts.clock.now());
  await forgetRefusals(tx, node, datasets.filter((_dataset, n) => refusals[n] === undefined).map(nameOf));
  return datasets.map((dataset, n) => (refusals[n] !== undefined ? 'refused' : results.get(dataset)?.outcome === 'unchanged' ? 'unchanged' : 'changed'));
};

/** What the guard of one run counts: live records before it, and withdrawals so far that nobody decided. */
export type GuardCount = { live: number; counted: number };

/** Applies a person's decision to those of the gone records it is about, and to no other. @returns the records nobody has decided on, and how many were withdrawn */
const applyDecision = async (parts: HarvestParts, tx: Tx, partner: CataloguePartner, gone: HeldRun['gone']): Promise<{ open: HeldRun['gone']; withdrawn: number }> => {
  const known = await partnerKnown(tx, partner.nodeId);
  const ids = new Set(known?.decided ?? []);
  const decided = gone.filter((record) => ids.has(record.id));
  const open = gone.filter((record) => !ids.has(record.id));
  if (decided.length === 0) return { open, withdrawn: 0 };
  await useDecision(tx, partner.nodeId, decided.map((record) => record.id));
  if (known?.decision === 'withdraw') return { open, withdrawn: await withdrawAll(parts, tx, partner, decided) };
  await setMissing(tx, decided.map((record) => record.id), parts.clock.now());
  await markKept(tx, decided.map((record) => record.id));
  return { open, withdrawn: 0 };
};

const withdrawAll = async (parts: HarvestParts, tx: Tx, partner: CataloguePartner, gone: HeldRun['gone']): Promise<number> => {
  let withdrawn = 0;
  for (const record of gone) if (await withdraw(tx, record.id, { at: parts.clock.now(), reason: `withdrawn by ${partner.nodeId}` })) withdrawn += 1;
  return withdrawn;
};

/** Withdraws what is gone, or holds the run for a person when too much would go. What a person decided is done for the records of that decision alone:
 *  they go, or stay marked as missing; the guard counts all others. @param count is moved on */
export const withdrawGone = async (parts: HarvestParts, tx: Tx, partner: CataloguePartner, count: GuardCount, gone: HeldRun['gone']): Promise<{ held: HeldRun | undefined; withdrawn: number }> => {
  const { open, withdrawn } = await applyDecision(parts, tx, partner, gone);
  count.live -= gone.length - open.length;
  const going = count.counted + open.length;
  if (open.length > 0 && mustHold(count.live, going)) {
    const held: HeldRun = { at: parts.clock.now(), reason: holdReason(partner.nodeId, count.live, going), live: count.live, gone: open };
    await saveHeld(tx, partner.nodeId, held);
    return { held, withdrawn };
  }
  count.counted = going;
  return { held: undefined, withdrawn: withdrawn + (await withdrawAll(parts, tx, partner, open)) };
};

/** Records a complete full run did not bring: gone after three such runs and seven days, or at once when a person decided so or when nothing at all came
 *  (which the guard holds); else missing, and still public. */
const settleUnseen = async (parts: HarvestParts, tx: Tx, partner: CataloguePartner, known: readonly PartnerRecord[], seen: ReadonlySet<string>): Promise<{ held: HeldRun | undefined; withdrawn: number }> => {
  const at = parts.clock.now();
  const decided = new Set((await partnerKnown(tx, partner.nodeId))?.decided ?? []);
  const unseen = known.filter((record) => !seen.has(record.iri) && (!record.kept || decided.has(record.id)));
  const open = unseen.filter((record) => !decided.has(record.id));
  const nothing = seen.size === 0 && mustHold(known.length - (unseen.length - open.length), open.length);
  const goes = (record: PartnerRecord): boolean => nothing || decided.has(record.id) || isGone(record, at);
  const missing = unseen.filter((record) => !goes(record)).map((record) => record.id);
  await setMissing(tx, missing, at);
  await countMissing(tx, missing);
  return withdrawGone(parts, tx, partner, { live: known.length, counted: 0 }, unseen.filter(goes).map(({ id, iri, title }) => ({ id, iri, title })));
};

/** Reads everything a partner publishes and compares versions: the way when there is no feed, and at least every 7 days to find silent deletions. */
export const fullHarvest = async (parts: HarvestParts, partner: CataloguePartner, cursor: string | null): Promise<HarvestOutcome> => {
  const known = new Map((await partnerRecords(parts.db, partner.nodeId)).map((record) => [record.iri, record]));
  const seen = new Set<string>();
  let [read, changed, refused] = [0, 0, 0];
  for await (const page of readWholeCatalogue(parts.ports.getFromPartner, partner.nodeId, partner.portal)) {
    await inTransaction(parts.db, async (tx) => {
      const open = page.datasets.filter(({ description, version }) => {
        read += 1;
        seen.add(description.iri);
        const before = known.get(description.iri);
        // a record that was missing is told to be back
        return version === undefined || before?.version !== version || before.state === 'missing';
      });
      for (const outcome of await applyDatasets(parts, tx, partner, open)) {
        if (outcome === 'changed') changed += 1;
        if (outcome === 'refused') refused += 1;
      }
    });
  }
  return inTransaction(parts.db, async (tx) => {
    await lockCatalogue(tx);
    const { held, withdrawn } = await settleUnseen(parts, tx, partner, [...known.values()], seen);
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

/** The decision of a person over the records of a held run, audited with the role. `keep` lets them stay; `withdraw` lets the next run withdraw them. */
export const decideHeld = async (parts: HarvestParts, node: string, decision: 'withdraw' | 'keep', by: { readonly person: string; readonly role: string }): Promise<boolean> => {
  const known = await partnerKnown(parts.db, node);
  if (known === undefined || known.held === null) return false;
  const ids = known.held.gone.map((record) => record.id);
  await inTransaction(parts.db, async (tx) => {
    await saveDecision(tx, node, decision, ids);
    await parts.audit.record(tx, { actor: by.person, role: by.role, action: 'harvest-decided', target: `partner:${node}`, outcome: 'success', details: { decision, gone: ids.length } });
  });
  return true;
};
