import { isAppError } from '../../../core/errors.ts';
import type { NormaliseSettings } from '../../../mappings/normalise/settings.ts';
import type { Tx } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import type { IngestOptions, IngestResult } from '../ingest-types.ts';
import { guessRecords } from '../ingest/find.ts';
import type { Looker, TextAsk } from '../ingest/looker.ts';
import type { Prepared } from '../ingest/prepared.ts';
import { propertyDiff } from './diff.ts';
import type { ItemResult, StoredItem } from './item-store.ts';
import { countPlanned, nextPlanned, settleItem, settleItems } from './item-store.ts';
import type { SourcePorts } from './ports.ts';
import { settingsOf } from './settings.ts';
import type { StoredRun } from './run-store.ts';
import { saveProgress } from './run-store.ts';
import type { StoredSource } from './source-store.ts';
import { keepSourceRecords } from './source-store.ts';

const batchSize = 200;

/** A planned description, and what was worked out of it outside of the transaction that stores it. */
type Looked = { readonly item: StoredItem; readonly ask: TextAsk; readonly prepared: Prepared };
type Work = { readonly ports: SourcePorts; readonly source: StoredSource; readonly run: StoredRun; readonly looker: Looker<NormaliseSettings>; readonly options: IngestOptions<NormaliseSettings> & { readonly origin: { readonly kind: 'own'; readonly seen: Set<string> } } };

const isRefused = (result: IngestResult): boolean => result.outcome === 'refused' || result.outcome === 'duplicate';
const bySeverity = (result: IngestResult, severity: string): number => result.findings.filter((finding) => finding.severity === severity).length;

const told = (result: IngestResult): ItemResult => ({
  outcome: result.outcome, recordId: result.recordId, title: result.title, state: result.state, code: result.code, detail: result.detail,
  violations: bySeverity(result, 'violation'), warnings: bySeverity(result, 'warning'),
  diff: result.before === undefined || result.after === undefined ? undefined : propertyDiff(result.before, result.after),
});

const lookAt = async ({ ports, run, looker, options }: Work, after: number, most: number): Promise<readonly Looked[]> => {
  const items = await nextPlanned(ports.db, run.id, after, most);
  const guesses = await guessRecords(ports.db, items.map(({ record, identifiers }) => ({ iri: record, identifiers })), options);
  const at = ports.clock.now();
  const asks = items.map((item, n): TextAsk => ({ id: guesses[n]?.id ?? ports.batches.newId(), isNew: guesses[n] === undefined, known: guesses[n]?.known, at, iri: item.record, text: item.quads ?? '' }));
  const prepared = await looker.look(asks, options);
  return items.map((item, n) => ({ item, ask: asks[n] as TextAsk, prepared: prepared[n] as Prepared }));
};

const storeThem = async ({ ports, looker, options }: Work, tx: Tx, batch: readonly Looked[]): Promise<readonly IngestResult[]> =>
  ports.batches.store(tx, batch.map((one) => one.prepared), options as IngestOptions<never>, async (n, id, isNew) => {
    const again = await looker.look([{ ...(batch[n] as Looked).ask, id, isNew, known: undefined }], options);
    return again[0] as Prepared;
  });

/** Stored, told of, and known to the source: all in the transaction of the batch. */
const applyThem = async (work: Work, tx: Tx, batch: readonly Looked[]): Promise<void> => {
  const { ports, source, run } = work;
  const results = await storeThem(work, tx, batch);
  const both = batch.map(({ item }, n) => ({ item, result: results[n] as IngestResult }));
  const seen = both.flatMap(({ item, result }) => (isRefused(result) || result.recordId === undefined ? [] : [{ iri: item.record, recordId: result.recordId, title: result.title, hash: item.hash ?? '', identifiers: item.identifiers }]));
  await keepSourceRecords(tx, source.id, run.id, seen, ports.clock.now());
  await settleItems(tx, run.id, both.map(({ item, result }) => ({ ...told(result), seq: item.seq, keepQuads: isRefused(result) })));
};

/** What a transaction that was taken back had seen was never stored. A Set keeps the order in which it was filled. */
const forgetAfter = (seen: Set<string>, size: number): void => {
  for (const id of [...seen].slice(size)) seen.delete(id);
};

const refuseBroken = async ({ ports, source, run }: Work, item: StoredItem, error: unknown): Promise<void> => {
  ports.log.warn({ source: source.id, run: run.id, error: String(error) }, 'a record could not be stored');
  const why = isAppError(error) ? error : { code: 'mapping-failed', detail: 'The record could not be stored. The operator finds the cause in the log of this run.' };
  await settleItem(ports.db, run.id, item.seq, { outcome: 'refused', code: why.code, detail: why.detail }, true);
};

/** A batch is one transaction: readers see the old or the new record, never a gap. When something breaks, the batch is done again one by
 *  one, and only the record that breaks is refused. */
const applyBatch = async (work: Work, given: readonly Looked[]): Promise<void> => {
  const { ports, run } = work;
  for (const { item, prepared } of given) if (prepared.type === 'broken') await refuseBroken(work, item, prepared.error);
  const batch = given.filter(({ prepared }) => prepared.type !== 'broken');
  const { seen } = work.options.origin;
  const before = seen.size;
  const [first] = batch;
  try {
    await inTransaction(ports.db, async (tx) => {
      await applyThem(work, tx, batch);
      await saveProgress(tx, run.id, {}, ports.clock.now());
    });
  } catch (error) {
    forgetAfter(seen, before);
    if (batch.length === 1 && first !== undefined) return refuseBroken(work, first.item, error);
    for (const one of batch) await applyBatch(work, [one]);
  }
};

const workOn = async <T>(ports: SourcePorts, source: StoredSource, run: StoredRun, act: (work: Work) => Promise<T>): Promise<T> => {
  const looker = ports.batches.open(await countPlanned(ports.db, run.id));
  try {
    return await act({ ports, source, run, looker, options: { origin: { kind: 'own', source: source.id, seen: new Set() }, settings: settingsOf(source.config), actor: `source:${source.id}` } });
  } finally {
    await looker.end();
  }
};

/** Planned descriptions in batches, the next being looked at while one is worked on. @param most how many in one batch */
const inBatches = async (work: Work, most: number, signal: AbortSignal, act: (batch: readonly Looked[]) => Promise<void>): Promise<void> => {
  let next = lookAt(work, 0, most);
  for (;;) {
    const batch = await next;
    const last = batch.at(-1);
    if (last === undefined || signal.aborted) return;
    next = lookAt(work, last.item.seq, most);
    // told when its turn comes
    next.catch(() => undefined);
    await act(batch);
  }
};

/** Brings every planned description of a run into the catalogue, 200 per transaction; goes on where it was cut off. */
export const applyPlan = (ports: SourcePorts, source: StoredSource, run: StoredRun, signal: AbortSignal): Promise<void> =>
  workOn(ports, source, run, (work) => inBatches(work, batchSize, signal, (batch) => applyBatch(work, batch)));

class RolledBack extends Error {}

const rehearse = async (work: Work, one: Looked): Promise<void> => {
  const { seen } = work.options.origin;
  const size = seen.size;
  let result: ItemResult = { outcome: 'refused', code: 'mapping-failed', detail: 'The record could not be stored.' };
  await inTransaction(work.ports.db, async (tx) => {
    const [stored] = await storeThem(work, tx, [one]);
    if (stored !== undefined) result = { ...told(stored), recordId: stored.outcome === 'new' ? undefined : stored.recordId };
    throw new RolledBack();
  }).catch((error: unknown) => {
    if (!(error instanceof RolledBack)) forgetAfter(seen, size);
  });
  await settleItem(work.ports.db, work.run.id, one.item.seq, result, true);
};

/** The plan of a dry run: each description goes through the same pipeline in a transaction that is taken back. */
export const rehearsePlan = (ports: SourcePorts, source: StoredSource, run: StoredRun, signal: AbortSignal): Promise<void> =>
  workOn(ports, source, run, (work) => inBatches(work, 20, signal, async (batch) => {
    for (const one of batch) await rehearse(work, one);
    await saveProgress(ports.db, run.id, {}, ports.clock.now());
  }));
