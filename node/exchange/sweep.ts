import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Db } from '../storage/db.ts';
import { dueArrivals } from './inbox-store.ts';
import type { Links } from './links.ts';
import type { Lanes } from './lanes.ts';
import { dueHeads, laterHeads, makeDue } from './outbox-store.ts';
import type { DirectoryPort, Schedule } from './ports.ts';

export type SweepDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Pick<DirectoryPort, 'participants'>;
  readonly schedule: Schedule;
  readonly links: Pick<Links, 'gate'>;
  readonly lanes: (partner: NodeId) => Lanes;
  readonly inboxLanes: Lanes;
  readonly wake: () => void;
  readonly sweepMs: number;
};

const page = 500;
const firstId = '00000000-0000-0000-0000-000000000000';

type QueueDeps = Pick<SweepDeps, 'db' | 'clock' | 'schedule' | 'lanes'>;

/** Any due message wakes a lane, which begins with the oldest anyway. The youngest are named: the oldest may be those a killed process was at, whose jobs
 *  still count as running for some seconds, so that adding them again would wake nobody. */
const toWake = <Id>(due: readonly Id[], lanes: Lanes): readonly Id[] => due.slice(Math.max(0, due.length - lanes.news(due.length)));

/** Wakes as many lanes as are free for what is due; they go on to all the rest. */
const queueDue = async (deps: QueueDeps, partner: NodeId, queuedBefore: string): Promise<void> => {
  const heads = await dueHeads(deps.db, partner, queuedBefore, deps.clock.now(), page);
  await deps.schedule.deliver(partner, toWake(heads, deps.lanes(partner)).map((id) => ({ id })));
};

/** What must wait has a job of its own, with its delay. */
const queueLater = async (deps: QueueDeps, partner: NodeId): Promise<void> => {
  const now = deps.clock.now();
  for (let after = firstId; ; ) {
    const heads = await laterHeads(deps.db, partner, now, after, page);
    await deps.schedule.deliver(partner, heads.map((row) => ({ id: row.message_id, delayMs: Math.max(0, msOf(row.next_attempt_at) - msOf(now)) })));
    after = heads.at(-1)?.message_id ?? after;
    if (heads.length < page) return;
  }
};

/** A partner answers again: everything that waits for it becomes due now, at the pace its rate limit allows; but not what the partner itself told to wait. */
export const release = async (deps: QueueDeps, partner: NodeId): Promise<void> => {
  await makeDue(deps.db, partner, deps.clock.now());
  await queueDue(deps, partner, deps.clock.now());
  await queueLater(deps, partner);
  await deps.schedule.hurry(partner);
};

/** Heals whatever lost its job: an emptied Redis, a process killed between commit and queue or in the middle of a lane. Rows are the truth, jobs only their
 *  schedule (exchange.md §4.1). @param atOnce also what has just been queued: this process has just started, and nobody knows whose lanes have gone */
export const sweep = async (deps: SweepDeps, atOnce = false): Promise<void> => {
  const before = atOnce ? deps.clock.now() : instantOf(deps.clock.ms() - deps.sweepMs);
  for (const { nodeId } of deps.directory.participants()) {
    // A closed gate keeps its messages; they are queued when it opens.
    if (!deps.links.gate(nodeId).open) continue;
    await queueDue(deps, nodeId, before);
    await queueLater(deps, nodeId);
  }
  const arrivals = await dueArrivals(deps.db, deps.clock.now(), before, page);
  await deps.schedule.work(toWake(arrivals, deps.inboxLanes).map((arrival) => ({ arrival })));
  deps.wake();
};
