import type { Clock } from '../../core/clock.ts';
import { msOf } from '../../core/clock.ts';
import type { DeliveryView } from '../../core/api/applications.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Db } from '../storage/db.ts';
import type { Links } from './links.ts';
import type { AttemptView, DeliveryRow } from './view-store.ts';
import { attemptsOf, rowsOfCorrelation } from './view-store.ts';

const waitingReason = (row: DeliveryRow, behindDead: boolean, gate: ReturnType<Links['gate']>): string | undefined => {
  if (behindDead) return 'behind-dead-letter';
  if (!gate.open) return gate.reason.startsWith('partner-') || gate.reason.startsWith('http-') ? 'unreachable' : gate.reason;
  if (row.reason === null) return undefined;
  return row.reason.startsWith('partner-') ? 'unreachable' : row.reason;
};

const view = (state: DeliveryView['state'], attempts: readonly AttemptView[], more: { deliveredAt?: string | undefined; nextAttemptAt?: string | undefined; reason?: string | undefined }): DeliveryView => ({
  state,
  attempts: [...attempts],
  ...(more.deliveredAt === undefined ? {} : { deliveredAt: more.deliveredAt }),
  ...(more.nextAttemptAt === undefined ? {} : { nextAttemptAt: more.nextAttemptAt }),
  ...(more.reason === undefined ? {} : { reason: more.reason }),
});

const nextAttempt = (row: DeliveryRow, gate: ReturnType<Links['gate']>, clock: Clock): string | undefined => {
  if (row.next_attempt_at !== null) return row.next_attempt_at;
  return gate.open ? undefined : new Date(clock.ms() + gate.retryInMs).toISOString();
};

/** How the messages of one application stand on their way to one node: as bad as the worst that is open, else delivered (applications.md §7). */
export const createDeliveryOf =
  (deps: { db: Db; clock: Clock; links: Pick<Links, 'gate'> }) =>
  async (correlationId: string, to: NodeId): Promise<DeliveryView> => {
    const rows = await rowsOfCorrelation(deps.db, correlationId, to);
    const open = rows.find((row) => row.state === 'waiting' || row.state === 'dead');
    const last = rows.at(-1);
    if (last === undefined) return view('none', [], {});
    if (open === undefined) {
      const done = [...rows].reverse().find((row) => row.state === 'delivered') ?? last;
      return view(done.state === 'delivered' ? 'delivered' : 'undelivered', await attemptsOf(deps.db, done.message_id), { deliveredAt: done.delivered_at ?? undefined, reason: done.state === 'abandoned' ? 'abandoned' : undefined });
    }
    const attempts = await attemptsOf(deps.db, open.message_id);
    if (open.state === 'dead') return view('undelivered', attempts, { reason: open.reason ?? 'dead-letter' });
    const gate = deps.links.gate(to);
    const inFlight = open.claimed_until !== null && msOf(open.claimed_until) > deps.clock.ms();
    if (inFlight) return view('in-flight', attempts, {});
    return view('waiting', attempts, { nextAttemptAt: nextAttempt(open, gate, deps.clock), reason: waitingReason(open, false, gate) ?? (attempts.length === 0 ? 'queued' : undefined) });
  };
