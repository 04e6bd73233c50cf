import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Db } from '../storage/db.ts';
import { dueArrivals } from './inbox-store.ts';
import type { Links } from './links.ts';
import { makeDue, waitingHeads } from './outbox-store.ts';
import type { DirectoryPort, Schedule } from './ports.ts';

export type SweepDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Pick<DirectoryPort, 'participants'>;
  readonly schedule: Schedule;
  readonly links: Pick<Links, 'gate'>;
  readonly wake: () => void;
  readonly sweepMs: number;
};

const page = 500;
const firstId = '00000000-0000-0000-0000-000000000000';

/** Gives a job to every message that waits for this partner and may go next; a job that exists is left alone. @param queuedBefore spares what was just queued */
export const queueHeads = async (deps: Pick<SweepDeps, 'db' | 'clock' | 'schedule'>, partner: NodeId, queuedBefore: string): Promise<number> => {
  let after = firstId;
  let total = 0;
  for (;;) {
    const heads = await waitingHeads(deps.db, partner, queuedBefore, after, page);
    const nowMs = deps.clock.ms();
    await deps.schedule.deliver(partner, heads.map((row) => ({ id: row.message_id, delayMs: row.next_attempt_at === null ? 0 : Math.max(0, msOf(row.next_attempt_at) - nowMs) })));
    total += heads.length;
    after = heads.at(-1)?.message_id ?? after;
    if (heads.length < page) return total;
  }
};

/** A partner answers again: everything that waits for it becomes due now, at the pace its rate limit allows; but not what the partner itself told to wait. */
export const release = async (deps: Pick<SweepDeps, 'db' | 'clock' | 'schedule'>, partner: NodeId): Promise<void> => {
  await makeDue(deps.db, partner, deps.clock.now());
  await queueHeads(deps, partner, deps.clock.now());
  await deps.schedule.hurry(partner);
};

/** Heals whatever lost its job: an emptied Redis, a process killed between commit and queue. Rows are the truth, jobs only their schedule (exchange.md §4.1). */
export const sweep = async (deps: SweepDeps): Promise<void> => {
  const before = instantOf(deps.clock.ms() - deps.sweepMs);
  for (const { nodeId } of deps.directory.participants()) {
    // A closed gate keeps its messages; they are queued when it opens.
    if (deps.links.gate(nodeId).open) await queueHeads(deps, nodeId, before);
  }
  const arrivals = await dueArrivals(deps.db, deps.clock.now(), before, 5000);
  await deps.schedule.work(arrivals.map((arrival) => ({ arrival })));
  deps.wake();
};
