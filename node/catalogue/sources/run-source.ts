import type { RunCounts } from '../../../core/api/sources.ts';
import { isAppError } from '../../../core/errors.ts';
import type { AppError } from '../../../core/errors.ts';
import { inTransaction } from '../../storage/db.ts';
import { setMissing } from '../store.ts';
import { withdraw } from '../withdraw.ts';
import { applyPlan, rehearsePlan } from './apply-phase.ts';
import type { Verdict } from './guard.ts';
import { isGone, judgeReading, judgeWithdrawals } from './guard.ts';
import { addItems, countCode, countItems, dropRepeats, learnItems, refuseDuplicates, settleItem, waitingWithdrawals } from './item-store.ts';
import type { SourcePorts } from './ports.ts';
import type { Walk } from './read-phase.ts';
import { readSource } from './read-phase.ts';
import type { StoredRun } from './run-store.ts';
import { endRun, findRun, saveProgress, supersedeHeld } from './run-store.ts';
import type { SourceRecord, StoredSource } from './source-store.ts';
import { countLive, knownRecords, markGone, markUnseen, setSourceState, unseenRecords } from './source-store.ts';
import { forgetOldPages, forgetUrls, rememberUrl } from './url-store.ts';

export const noCounts: RunCounts = { read: 0, new: 0, changed: 0, unchanged: 0, missing: 0, withdrawn: 0, refused: 0, duplicate: 0, draft: 0, warnings: 0 };

const counts = async (ports: SourcePorts, run: string): Promise<RunCounts> => {
  const by = await countItems(ports.db, run);
  const of = (outcome: string): number => by.find((one) => one.outcome === outcome)?.count ?? 0;
  const drafts = by.reduce((sum, one) => sum + one.drafts, 0);
  const taken = of('new') + of('changed') + of('unchanged');
  return {
    read: taken + of('refused') + of('duplicate') + of('planned'), new: of('new'), changed: of('changed'), unchanged: of('unchanged'), missing: of('missing'),
    withdrawn: of('withdrawn'), refused: of('refused'), duplicate: of('duplicate'), draft: drafts, warnings: of('problem'),
  };
};

/** Withdraws what the run may withdraw; each record in a transaction of its own, so a kill in the middle loses nothing. */
export const withdrawWaiting = async (ports: SourcePorts, source: string, run: string, actor: { person: string; role: string | undefined }): Promise<void> => {
  for (;;) {
    const items = await waitingWithdrawals(ports.db, run, 100);
    if (items.length === 0) return;
    for (const item of items) {
      const at = ports.clock.now();
      const reason = item.code === 'explicit' ? (item.detail ?? 'Deleted at the source.') : 'The source no longer lists this dataset.';
      await inTransaction(ports.db, async (tx) => {
        if (item.record_id !== null) await withdraw(tx, item.record_id, { at, reason });
        await markGone(tx, source, item.record, at);
        await settleItem(tx, run, item.seq, { outcome: 'withdrawn', code: item.code ?? undefined, detail: reason, state: 'withdrawn' }, false);
        await ports.audit.record(tx, { actor: actor.person, role: actor.role, action: 'dataset-withdrawn', target: `dataset:${item.record_id ?? item.record}`, outcome: 'success', details: { source, run } });
      });
    }
  }
};

const isNewlyMissing = (record: SourceRecord): boolean => record.missing_since === null;

/** Records the run did not bring: missing, or about to be withdrawn. */
const planMissing = async (ports: SourcePorts, source: StoredSource, run: StoredRun): Promise<void> => {
  const now = ports.clock.now();
  const unseen = await unseenRecords(ports.db, source.id, run.id);
  const gone = unseen.filter((record) => isGone(record, now));
  const missing = unseen.filter((record) => !isGone(record, now));
  const item = (record: SourceRecord) => ({ record: record.iri, recordId: record.record_id ?? undefined, title: record.title ?? undefined });
  await inTransaction(ports.db, async (tx) => {
    await addItems(tx, run.id, gone.map((record) => ({ ...item(record), outcome: 'to-withdraw' as const, code: 'missing', detail: `Missing since ${record.missing_since ?? now}.` })));
    await addItems(tx, run.id, missing.map((record) => ({ ...item(record), outcome: 'missing' as const, detail: isNewlyMissing(record) ? 'Missing for the first time.' : `Missing since ${record.missing_since ?? now}.` })));
    if (run.mode !== 'run') return;
    await markUnseen(tx, source.id, unseen.map((record) => record.iri), now);
    await setMissing(tx, missing.flatMap((record) => (record.record_id === null ? [] : [record.record_id])), now);
  });
};

/** Explicit deletions name an IRI; those the source never brought are nobody's record. */
const linkDeletions = async (ports: SourcePorts, source: string, run: string): Promise<void> => {
  const items = await waitingWithdrawals(ports.db, run, 200_000);
  const known = await knownRecords(ports.db, source, items.map((item) => item.record));
  for (const item of items) {
    const record = known.get(item.record);
    const gone = record === undefined || record.record_id === null || record.withdrawn_at !== null;
    await settleItem(ports.db, run, item.seq, { outcome: gone ? 'problem' : 'to-withdraw', recordId: record?.record_id ?? undefined, title: record?.title ?? undefined, code: 'explicit', detail: gone ? `${item.detail ?? ''} It was not in the catalogue.`.trim() : (item.detail ?? undefined) }, false);
  }
};

const judge = async (ports: SourcePorts, source: StoredSource, run: StoredRun, walk: Walk, live: number): Promise<Verdict> => {
  if (!walk.complete || walk.partial) return { type: 'pass' };
  const now = await counts(ports, run.id);
  const planned = now.read - now.refused - now.duplicate;
  const known = (await countLive(ports.db, source.id)).live - (await unseenRecords(ports.db, source.id, run.id)).length;
  return judgeReading({ read: planned, refused: now.refused + now.duplicate - (await countCode(ports.db, run.id, 'not-a-dataset')), live, withdrawals: 0, titleBefore: source.title ?? undefined, title: walk.title, known });
};

const finish = async (ports: SourcePorts, source: StoredSource, run: StoredRun, walk: Walk, verdict: Verdict): Promise<void> => {
  const now = await counts(ports, run.id);
  const at = ports.clock.now();
  const full = walk.complete && !walk.partial;
  if (verdict.type === 'hold') {
    await endRun(ports.db, run.id, { state: 'held', code: verdict.code, detail: verdict.detail, holds: verdict.holds, counts: now }, at);
    await forgetUrls(ports.db, source.id);
    if (run.mode === 'run') await setSourceState(ports.db, source.id, { failures: source.failures });
    return;
  }
  const clean = walk.complete && now.refused + now.duplicate === 0;
  await endRun(ports.db, run.id, { state: clean ? 'done' : 'done-with-errors', code: walk.code, detail: walk.detail, counts: now }, at);
  if (run.mode === 'dry-run') return;
  if (walk.complete) for (const [url, memory] of walk.memories) await rememberUrl(ports.db, source.id, run.id, url, memory, at);
  else await forgetUrls(ports.db, source.id);
  if (full && !walk.notModified) await forgetOldPages(ports.db, source.id, run.started_at);
  await setSourceState(ports.db, source.id, {
    failures: 0, title: walk.title, position: walk.complete ? walk.nextPosition : undefined,
    lastComplete: walk.complete ? at : undefined, lastFull: full ? at : undefined,
  });
};

const fail = async (ports: SourcePorts, source: StoredSource, run: StoredRun, error: AppError): Promise<void> => {
  await endRun(ports.db, run.id, { state: 'failed', code: error.code, detail: error.detail, counts: await counts(ports, run.id) }, ports.clock.now());
  await forgetUrls(ports.db, source.id);
  if (run.mode === 'run') await setSourceState(ports.db, source.id, { failures: source.failures + 1 });
};

const manyItems = 1_000;

const readingPhase = async (ports: SourcePorts, source: StoredSource, run: StoredRun, signal: AbortSignal): Promise<{ walk: Walk; verdict: Verdict }> => {
  const live = (await countLive(ports.db, source.id)).live;
  const walk = await readSource(ports, source, run, signal);
  if (walk.read >= manyItems) await learnItems(ports.db);
  await dropRepeats(ports.db, run.id);
  await refuseDuplicates(ports.db, run.id);
  await linkDeletions(ports, source.id, run.id);
  const verdict = await judge(ports, source, run, walk, live);
  // a run that is cut off before `hold` is stored must be judged again, not applied
  await saveProgress(ports.db, run.id, { ...(verdict.type === 'pass' ? { phase: 'applying' as const } : {}), complete: walk.complete, pages: walk.pages, total: walk.total, nextPosition: walk.nextPosition }, ports.clock.now());
  return { walk, verdict };
};

const applyingPhase = async (ports: SourcePorts, source: StoredSource, run: StoredRun, walk: Walk, signal: AbortSignal): Promise<Verdict> => {
  if (run.mode === 'run') await applyPlan(ports, source, run, signal);
  else await rehearsePlan(ports, source, run, signal);
  signal.throwIfAborted();
  const live = (await countLive(ports.db, source.id)).live;
  if (walk.complete && !walk.partial) await planMissing(ports, source, run);
  const waiting = await waitingWithdrawals(ports.db, run.id, 200_000);
  const verdict = judgeWithdrawals(waiting.length, live);
  if (verdict.type === 'pass' && run.mode === 'run') await withdrawWaiting(ports, source.id, run.id, { person: `source:${source.id}`, role: undefined });
  return verdict;
};

const resumedWalk = (run: StoredRun): Walk => ({
  complete: run.complete, partial: !run.is_full, notModified: false, total: run.total ?? undefined, title: undefined, nextPosition: run.next_position ?? undefined, pages: run.pages, read: 0, code: undefined, detail: undefined, memories: new Map(),
});

/** One run from where it stands to its end: read → plan → guard → apply → missing and withdrawn → report (catalogue.md §6.1). It ends as
 *  `done`, `done-with-errors`, `held` or `failed`; a stop of the node leaves it `running`, and the next start goes on with it. */
export const runSource = async (ports: SourcePorts, source: StoredSource, start: StoredRun, signal: AbortSignal): Promise<StoredRun> => {
  try {
    let walk = resumedWalk(start);
    let verdict: Verdict = { type: 'pass' };
    if (start.phase === 'reading') ({ walk, verdict } = await readingPhase(ports, source, start, signal));
    if (verdict.type === 'pass') verdict = await applyingPhase(ports, source, start, walk, signal);
    if (start.mode === 'run') await supersedeHeld(ports.db, source.id, start.id, ports.clock.now());
    await finish(ports, source, start, walk, verdict);
  } catch (error) {
    if (signal.aborted) throw error;
    if (!isAppError(error)) {
      await endRun(ports.db, start.id, { state: 'failed', code: 'defect', detail: 'The run broke off; the operator finds the cause in the log.', counts: await counts(ports, start.id) }, ports.clock.now());
      throw error;
    }
    await fail(ports, source, start, error);
  }
  const ended = await findRun(ports.db, start.id);
  if (ended === undefined) throw new Error(`run ${start.id} is gone`);
  return ended;
};
