import { isAppError } from '../../../core/errors.ts';
import { textIn } from '../../../core/languages.ts';
import type { Tx } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import type { IngestResult } from '../ingest-types.ts';
import { recordById, versionOf } from '../store.ts';
import { propertyDiff } from './diff.ts';
import type { ItemResult, StoredItem } from './item-store.ts';
import { nextPlanned, settleItem } from './item-store.ts';
import { fromPayload } from './payload.ts';
import type { SourcePorts } from './ports.ts';
import { settingsOf } from './settings.ts';
import type { StoredRun } from './run-store.ts';
import { saveProgress } from './run-store.ts';
import type { StoredSource } from './source-store.ts';
import { keepSourceRecord } from './source-store.ts';

const batchSize = 200;

const bySeverity = (result: IngestResult, severity: string): number => result.findings.filter((finding) => finding.severity === severity).length;

const before = async (tx: Tx, source: string, item: StoredItem): Promise<string | undefined> => {
  if (item.record_id === null) return undefined;
  const record = await recordById(tx, item.record_id);
  return record === undefined ? undefined : (await versionOf(tx, record.id, record.current))?.quads;
};

const titleOf = async (tx: Tx, recordId: string): Promise<{ title: string | undefined; quads: string | undefined }> => {
  const record = await recordById(tx, recordId);
  const version = record === undefined ? undefined : await versionOf(tx, recordId, record.current);
  return { title: version === undefined ? undefined : (textIn(version.record.title, 'en')?.text ?? record?.title), quads: version?.quads };
};

/** One planned description into the catalogue, in the transaction of its batch. */
const applyItem = async (ports: SourcePorts, source: StoredSource, run: StoredRun, seen: Set<string>, tx: Tx, item: StoredItem): Promise<void> => {
  const description = await fromPayload(item.record, item.quads ?? '');
  const old = await before(tx, source.id, item);
  const result = await ports.ingest(tx, description, { origin: { kind: 'own', source: source.id, seen }, settings: settingsOf(source.config), actor: `source:${source.id}` });
  const now = result.recordId === undefined ? undefined : await titleOf(tx, result.recordId);
  const settled: ItemResult = {
    outcome: result.outcome, recordId: result.recordId, title: now?.title, state: result.state, code: result.code, detail: result.detail,
    violations: bySeverity(result, 'violation'), warnings: bySeverity(result, 'warning'),
    diff: result.outcome === 'changed' && old !== undefined && now?.quads !== undefined ? propertyDiff(old, now.quads) : undefined,
  };
  if (run.mode === 'run' && result.recordId !== undefined && result.outcome !== 'refused' && result.outcome !== 'duplicate')
    await keepSourceRecord(tx, source.id, run.id, { iri: item.record, recordId: result.recordId, title: now?.title, hash: item.hash ?? '', identifiers: item.identifiers }, ports.clock.now());
  await settleItem(tx, run.id, item.seq, settled, result.outcome === 'refused' || result.outcome === 'duplicate');
};

/** What a transaction that was taken back had seen was never stored. A Set keeps the order in which it was filled. */
const forgetAfter = (seen: Set<string>, size: number): void => {
  for (const id of [...seen].slice(size)) seen.delete(id);
};

/** A batch is one transaction: readers see the old or the new record, never a gap. When something breaks, the batch is done again one by
 *  one, and only the record that breaks is refused. */
const applyBatch = async (ports: SourcePorts, source: StoredSource, run: StoredRun, seen: Set<string>, items: readonly StoredItem[]): Promise<void> => {
  const all = (tx: Tx, part: readonly StoredItem[]) => part.reduce<Promise<void>>((done, item) => done.then(() => applyItem(ports, source, run, seen, tx, item)), Promise.resolve());
  const before = seen.size;
  try {
    await inTransaction(ports.db, async (tx) => {
      await all(tx, items);
      await saveProgress(tx, run.id, {}, ports.clock.now());
    });
  } catch (error) {
    forgetAfter(seen, before);
    if (items.length === 1 && items[0] !== undefined) {
      ports.log.warn({ source: source.id, run: run.id, error: String(error) }, 'a record could not be stored');
      const told = isAppError(error) ? error : { code: 'mapping-failed', detail: 'The record could not be stored. The operator finds the cause in the log of this run.' };
      await settleItem(ports.db, run.id, items[0].seq, { outcome: 'refused', code: told.code, detail: told.detail }, true);
      return;
    }
    for (const item of items) await applyBatch(ports, source, run, seen, [item]);
  }
};

/** Brings every planned description of a run into the catalogue, 200 per transaction; goes on where it was cut off. */
export const applyPlan = async (ports: SourcePorts, source: StoredSource, run: StoredRun, signal: AbortSignal): Promise<void> => {
  const seen = new Set<string>();
  for (let after = 0; !signal.aborted; ) {
    const items = await nextPlanned(ports.db, run.id, after, batchSize);
    const last = items.at(-1);
    if (last === undefined) return;
    await applyBatch(ports, source, run, seen, items);
    after = last.seq;
  }
};

class RolledBack extends Error {}

/** The plan of a dry run: each description goes through the same pipeline in a transaction that is taken back. */
export const rehearsePlan = async (ports: SourcePorts, source: StoredSource, run: StoredRun, signal: AbortSignal): Promise<void> => {
  const seen = new Set<string>();
  for (let after = 0; !signal.aborted; ) {
    const items = await nextPlanned(ports.db, run.id, after, 20);
    const last = items.at(-1);
    if (last === undefined) return;
    after = last.seq;
    for (const item of items) await rehearse(ports, source, run, seen, item);
    await saveProgress(ports.db, run.id, {}, ports.clock.now());
  }
};

const rehearse = async (ports: SourcePorts, source: StoredSource, run: StoredRun, seen: Set<string>, item: StoredItem): Promise<void> => {
  let told: ItemResult | undefined;
  const size = seen.size;
  await inTransaction(ports.db, async (tx) => {
    const description = await fromPayload(item.record, item.quads ?? '');
    const old = await before(tx, source.id, item);
    const result = await ports.ingest(tx, description, { origin: { kind: 'own', source: source.id, seen }, settings: settingsOf(source.config), actor: `source:${source.id}` });
    const now = result.recordId === undefined ? undefined : await titleOf(tx, result.recordId);
    told = {
      outcome: result.outcome, title: now?.title, state: result.state, code: result.code, detail: result.detail,
      recordId: result.outcome === 'new' ? undefined : result.recordId,
      violations: bySeverity(result, 'violation'), warnings: bySeverity(result, 'warning'),
      diff: result.outcome === 'changed' && old !== undefined && now?.quads !== undefined ? propertyDiff(old, now.quads) : undefined,
    };
    throw new RolledBack();
  }).catch((error: unknown) => {
    if (error instanceof RolledBack) return;
    forgetAfter(seen, size);
    told = { outcome: 'refused', code: 'mapping-failed', detail: 'The record could not be stored.' };
  });
  if (told !== undefined) await settleItem(ports.db, run.id, item.seq, told, true);
};
