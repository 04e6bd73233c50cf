import { instantOf } from '../../core/clock.ts';
import type { Db, Tx } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import type { ConcludeDeps, Handled } from './conclude.ts';
import { concludeAll } from './conclude.ts';
import { framesOf, isPassing, wordsOf } from './failure.ts';
import type { HandleDeps, Opened } from './handle-inbound.ts';
import { handle, open } from './handle-inbound.ts';
import type { InboxRow } from './inbox-store.ts';
import { countFailure, finishAll, openOfCorrelation, parkedOf, takeDueForWork, takeForWork } from './inbox-store.ts';
import type { Lanes } from './lanes.ts';
import type { ExchangeMetrics } from './metrics.ts';
import type { ExchangeLog, JobOutcome, Schedule } from './ports.ts';

export type ProcessDeps = HandleDeps &
  ConcludeDeps & {
    readonly db: Db;
    readonly log: ExchangeLog;
    readonly metrics: ExchangeMetrics;
    readonly schedule: Pick<Schedule, 'work'>;
    readonly inboxLanes: Lanes;
    /** First wait after a handler failed, ms; doubles. */
    readonly retryMs: number;
    /** Messages were added to the outbox by a handler. */
    readonly wake: () => void;
  };

// exchange.md §4.1: a handler that keeps failing parks its message as quarantined after this many attempts; the queue goes on.
const maxAttempts = 5;
// One commit for so many messages of different correlations, and so many replies.
const together = 16;
const done: JobOutcome = { type: 'done' };

type Picked = readonly InboxRow[];

/** Works on messages of different correlations in one transaction: all of them, or none. */
const workOn = async (deps: ProcessDeps, pick: (tx: Tx) => Promise<Picked>): Promise<readonly Handled[]> => {
  const handled = await inTransaction(deps.db, async (tx) => {
    const rows = await pick(tx);
    if (rows.length === 0) return [];
    const opened = await Promise.all(rows.map((row) => open(deps, row)));
    // Handlers lock their application: always in the same order, so that two batches never wait for each other.
    const ordered = opened.sort((a: Opened, b: Opened) => (a.row.correlation_id < b.row.correlation_id ? -1 : 1));
    const results: Handled[] = [];
    for (const one of ordered) results.push({ row: one.row, outcome: await handle(deps, tx, one) });
    await concludeAll(deps, tx, results);
    return results;
  });
  for (const { row, outcome } of handled) deps.metrics.processed.inc({ partner: row.sender, event: row.event, result: outcome.type });
  if (handled.length > 0) deps.wake();
  return handled;
};

const quarantine = async (deps: ProcessDeps, tx: Tx, arrival: number, row: { sender: string; message_id: string; event: string }, reason: string): Promise<void> => {
  await finishAll(tx, deps.clock.now(), [{ arrival, state: 'quarantined', result: 'quarantined', reason, parkedUntil: null }]);
  await deps.audit.record(tx, { actor: 'system:exchange', role: undefined, action: 'message-quarantined', target: `message:${row.message_id}`, outcome: 'failed', details: { from: row.sender, event: row.event, reason } });
};

type Correlation = { readonly sender: string; readonly id: string };

/** Counts the failure, unless it is the database's own trouble; the fifth quarantines. @returns when to try again, or whose next message may go on now */
const afterFailure = async (deps: ProcessDeps, arrival: number, error: unknown): Promise<JobOutcome | { readonly type: 'quarantined'; readonly correlation: Correlation }> => {
  if (isPassing(error)) return { type: 'later', delayMs: deps.retryMs };
  const reason = wordsOf(error);
  const failed = await inTransaction(deps.db, async (tx) => {
    const waitMs = deps.retryMs * 2 ** 4;
    const row = await countFailure(tx, arrival, reason, instantOf(deps.clock.ms() + waitMs));
    if (row !== undefined && row.attempts >= maxAttempts) await quarantine(deps, tx, arrival, row, reason);
    return row;
  });
  const attempts = failed?.attempts;
  deps.log.error({ arrival, attempts, reason, stack: framesOf(error) }, attempts !== undefined && attempts >= maxAttempts ? 'message quarantined' : 'handler failed');
  if (failed === undefined || attempts === undefined) return done;
  return attempts >= maxAttempts ? { type: 'quarantined', correlation: { sender: failed.sender, id: failed.correlation_id } } : { type: 'later', delayMs: deps.retryMs * 2 ** (attempts - 1) };
};

/** What to look at next in a correlation: the parked ones once after each step that brought something new, then the next stored. */
const nextOf = async (deps: ProcessDeps, { sender, id }: Correlation, looked: ReadonlySet<number>): Promise<number | undefined> => {
  const found = await openOfCorrelation(deps.db, sender, id);
  return found.find((row) => row.state === 'stored')?.arrival ?? found.find((row) => row.state === 'parked' && !looked.has(row.arrival))?.arrival;
};

/** Works on one message and then on its correlation in order of arrival. Running twice is harmless: the row is locked while worked on and says when it is finished. */
const workAlong = async (deps: ProcessDeps, arrival: number): Promise<JobOutcome> => {
  let current: number | undefined = arrival;
  let looked = new Set<number>();
  let correlation: Correlation;
  while (current !== undefined) {
    const at: number = current;
    try {
      const [worked] = await workOn(deps, (tx) => takeForWork(tx, at));
      if (worked === undefined) return done;
      correlation = { sender: worked.row.sender, id: worked.row.correlation_id };
      looked = worked.outcome.type === 'parked' ? looked.add(at) : new Set();
    } catch (error) {
      const outcome = await afterFailure(deps, at, error);
      if (outcome.type !== 'quarantined') return at === arrival ? outcome : done;
      // It holds back nobody from now on.
      correlation = outcome.correlation;
    }
    current = await nextOf(deps, correlation, looked);
  }
  return done;
};

/** The next due messages, whoever was to work on them. When one of them fails, each is worked on by itself: one bad message never takes others with it.
 *  @returns false when nothing is due */
const workOnDue = async (deps: ProcessDeps): Promise<boolean> => {
  let arrivals: readonly number[] = [];
  try {
    const handled = await workOn(deps, async (tx) => {
      const rows = await takeDueForWork(tx, deps.clock.now(), together);
      arrivals = rows.map((row) => row.arrival);
      return rows;
    });
    // What was parked in these correlations deserves another look.
    for (const { arrival } of await parkedBeside(deps, handled)) await workAlong(deps, arrival);
  } catch (error) {
    if (isPassing(error)) throw error;
    for (const arrival of arrivals) {
      const outcome = await workAlong(deps, arrival);
      if (outcome.type === 'later') await deps.schedule.work([{ arrival, delayMs: outcome.delayMs }]);
    }
  }
  return arrivals.length > 0;
};

const parkedBeside = async (deps: ProcessDeps, handled: readonly Handled[]): Promise<{ arrival: number }[]> => {
  const news = handled.filter(({ outcome }) => outcome.type !== 'parked').map(({ row }) => ({ sender: row.sender, correlationId: row.correlation_id }));
  return news.length === 0 ? [] : parkedOf(deps.db, news);
};

/** The job of one inbound message (exchange.md §4.1): work on it and its correlation, then on whatever else is due. State change, audit and outcome message are
 *  one transaction, several messages of different correlations may share it. */
export const createProcessInbound =
  (deps: ProcessDeps) =>
  async (arrival: number): Promise<JobOutcome> => {
    let outcome: JobOutcome | undefined;
    try {
      await deps.inboxLanes.run(async () => {
        if (outcome !== undefined) return workOnDue(deps);
        outcome = await workAlong(deps, arrival);
        return true;
      });
      return outcome ?? done;
    } catch (error) {
      if (!isPassing(error)) throw error;
      // The lane comes back when the database does.
      return { type: 'later', delayMs: deps.retryMs };
    }
  };
