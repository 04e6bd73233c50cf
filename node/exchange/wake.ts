import type { Clock } from '../../core/clock.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Db } from '../storage/db.ts';
import type { Lanes } from './lanes.ts';
import { takeUnqueued } from './outbox-store.ts';
import type { ExchangeLog, Schedule } from './ports.ts';

const page = 500;
// Under load one look serves many commits; the first after a pause is served at once.
const pauseMs = 20;

/** Gives committed outbox rows their lanes: as many jobs as lanes are free, since a lane goes on until nothing is due. Calls come after every commit and are folded together: while one look is under way, any number of calls ask for
 *  one more. Never throws: what a failed look leaves behind, the sweeper finds. */
export const createWake = (deps: { db: Db; clock: Clock; schedule: Pick<Schedule, 'deliver'>; lanes: (partner: NodeId) => Lanes; log: ExchangeLog }): (() => void) => {
  let wanted = false;
  let running = false;

  const look = async (): Promise<boolean> => {
    const rows = await takeUnqueued(deps.db, deps.clock.now(), page);
    const byPartner = new Map<NodeId, string[]>();
    for (const row of rows) byPartner.set(row.receiver as NodeId, [...(byPartner.get(row.receiver as NodeId) ?? []), row.message_id]);
    await Promise.all([...byPartner].map(([partner, ids]) => deps.schedule.deliver(partner, ids.slice(0, deps.lanes(partner).news(ids.length)).map((id) => ({ id })))));
    return rows.length === page;
  };
  const run = async (): Promise<void> => {
    running = true;
    try {
      while (wanted) {
        wanted = false;
        wanted = (await look()) || wanted;
        await new Promise((done) => setTimeout(done, pauseMs));
      }
    } catch (error) {
      deps.log.warn({ err: error }, 'messages not queued now; the sweeper will');
    } finally {
      running = false;
    }
  };
  return () => {
    wanted = true;
    if (!running) void run();
  };
};
