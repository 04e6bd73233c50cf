import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import type { Verdict } from '../../core/delivery.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Db } from '../storage/db.ts';
import type { Attempted, AttemptDeps } from './attempt.ts';
import { attemptDelivery } from './attempt.ts';
import type { ClaimedRow } from './claim-store.ts';
import { standingOf } from './claim-store.ts';
import type { Claims } from './claims.ts';
import { isPassing, wordsOf } from './failure.ts';
import type { Lanes } from './lanes.ts';
import type { Links } from './links.ts';
import type { ExchangeMetrics } from './metrics.ts';
import type { DeliveryPolicy, ExchangeLog, JobOutcome, Schedule } from './ports.ts';
import type { Settle } from './settle.ts';
import { unsupported } from './supported.ts';

export type DeliverDeps = AttemptDeps & {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: ExchangeLog;
  readonly policy: DeliveryPolicy;
  readonly links: Links;
  readonly claims: Claims;
  readonly settle: Settle;
  readonly schedule: Pick<Schedule, 'deliver'>;
  readonly metrics: ExchangeMetrics;
  readonly random: () => number;
  readonly lanes: (partner: NodeId) => Lanes;
  /** Waits for this partner's turn (rate limit). */
  readonly turn: (partner: NodeId) => Promise<void>;
};

const done: JobOutcome = { type: 'done' };
const later = (delayMs: number): JobOutcome => ({ type: 'later', delayMs: Math.max(1, delayMs) });
type Step = JobOutcome | { readonly type: 'delivered'; readonly next: ClaimedRow | undefined };

const heldMs = 1000;
// Somebody was writing the row at that very moment.
const lockedMs = 25;

/** Why a message could not be claimed decides whether its job comes back. */
const notMyTurn = async (deps: DeliverDeps, messageId: string): Promise<JobOutcome> => {
  const row = await standingOf(deps.db, messageId);
  const now = deps.clock.ms();
  if (row?.state !== 'waiting') return done;
  const due = Math.max(row.next_attempt_at === null ? 0 : msOf(row.next_attempt_at), row.claimed_until === null ? 0 : msOf(row.claimed_until));
  if (due > now) return later(due - now);
  // An earlier message of its correlation is open: whoever delivers that one goes on to this.
  return row.first ? later(lockedMs) : done;
};

const retryLater = async (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted, verdict: Extract<Verdict, { type: 'retry' }>): Promise<Step> => {
  const partner = row.receiver as NodeId;
  const nowMs = deps.clock.ms();
  const decision = deps.policy.nextAttempt({ attempt: row.attempts + 1, nowMs, notAfter: row.not_after, retryAfterMs: verdict.retryAfterMs, random: deps.random() });
  if (decision.type === 'stop') {
    await deps.settle.dead(row, decision.reason, { alarm: false, attempted });
    return done;
  }
  const toldUntil = verdict.retryAfterMs === undefined ? null : instantOf(Math.min(nowMs + verdict.retryAfterMs, msOf(decision.until)));
  // A partner that is busy or in maintenance has not failed: its answer burns no attempt.
  await deps.settle.waiting(row, attempted, { reason: verdict.reason, nextAttemptAt: decision.until, toldUntil, burnt: verdict.countsAgainstPeer });
  if (verdict.countsAgainstPeer) await deps.links.failed(partner, verdict.reason);
  if (verdict.holdPartner) await deps.links.holdFor(partner, verdict.reason, verdict.retryAfterMs ?? decision.waitMs);
  return later(decision.waitMs);
};

// The partner reads the directory when it meets an unknown key, but at most every 30 s: two more waits let it catch up before we give up.
const unknownKeyTries = 2;

const unknownKeyAgain = async (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted, reason: string): Promise<Step> => {
  if (row.attempts < unknownKeyTries) return retryLater(deps, row, attempted, { type: 'retry', reason, countsAgainstPeer: true, holdPartner: false, retryAfterMs: undefined });
  await deps.settle.dead(row, reason, { alarm: true, attempted });
  return done;
};

const delivered = async (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted): Promise<Step> => {
  const partner = row.receiver as NodeId;
  const next = await deps.settle.delivered(row, attempted, deps.links.gate(partner).open);
  await deps.links.succeeded(partner);
  return { type: 'delivered', next };
};

const conclude = async (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted, second: boolean): Promise<Step> => {
  const partner = row.receiver as NodeId;
  const verdict = deps.policy.classify(attempted.result);
  switch (verdict.type) {
    case 'delivered':
      return delivered(deps, row, attempted);
    case 'retry':
      return retryLater(deps, row, attempted, verdict);
    case 'refresh-directory':
      if (second) return unknownKeyAgain(deps, row, attempted, verdict.reason);
      await deps.settle.tried(row, attempted, verdict.reason);
      await deps.directory.refresh('unknown-key answered by partner');
      return conclude(deps, row, await attemptDelivery(deps, row), true);
    case 'dead':
      await deps.settle.dead(row, verdict.reason, { alarm: verdict.alarm, attempted });
      return done;
    case 'hold':
      await deps.settle.waiting(row, attempted, { reason: verdict.reason, nextAttemptAt: deps.clock.now(), toldUntil: null, burnt: false });
      await deps.links.holdForPerson(partner, verdict.reason);
      deps.log.error({ partner, reason: verdict.reason }, 'partner held: a person must act');
      return later(60_000);
  }
};

const observe = (deps: DeliverDeps, row: ClaimedRow, attempted: Attempted): void => {
  deps.metrics.attempts.inc({ partner: row.receiver, outcome: attempted.result.kind });
  deps.metrics.attemptSeconds.observe({ partner: row.receiver }, attempted.durationMs / 1000);
  if (attempted.clockDifferenceMs !== undefined) deps.links.clockDiffers(row.receiver as NodeId, attempted.clockDifferenceMs);
};

/** One claimed message: not sent at all when it is too late, or when the directory says that the partner does not take it. */
const sendOne = async (deps: DeliverDeps, row: ClaimedRow): Promise<Step> => {
  const partner = row.receiver as NodeId;
  await deps.turn(partner);
  if (!deps.links.gate(partner).open) {
    await deps.claims.giveBack(row);
    return later(heldMs);
  }
  if (msOf(row.not_after) <= deps.clock.ms()) {
    await deps.settle.dead(row, 'expired', { alarm: false });
    return done;
  }
  const refused = unsupported(deps.directory.participant(partner), row.event);
  if (refused !== undefined) {
    await deps.settle.dead(row, refused.reason, { alarm: false, said: refused.said });
    return done;
  }
  deps.links.begun(partner);
  try {
    const attempted = await attemptDelivery(deps, row);
    observe(deps, row, attempted);
    return await conclude(deps, row, attempted, false);
  } finally {
    deps.links.ended(partner);
    // Whatever was thrown: what is not settled is free again when the claim runs out.
    deps.claims.ended(row);
  }
};

/** Delivers a claimed message and then its correlation, one after the other, as far as it goes. @returns the message that must wait, and how long */
const deliverOn = async (deps: DeliverDeps, claimed: ClaimedRow): Promise<{ messageId: string; delayMs: number } | undefined> => {
  let row = claimed;
  for (;;) {
    const outcome = await sendOne(deps, row);
    if (outcome.type === 'later') return { messageId: row.message_id, delayMs: outcome.delayMs };
    if (outcome.type === 'done' || outcome.next === undefined) return undefined;
    row = outcome.next;
  }
};

/** The job of one message: deliver it, go on with its correlation, then with whatever else is due for this partner. The row says whether there is anything to
 *  do; a job for something sent, superseded or not yet due wakes the lane and ends quietly (exchange.md §4.1, §4.2). */
export const createDeliver =
  (deps: DeliverDeps) =>
  async (messageId: string, partner: NodeId): Promise<JobOutcome> => {
    const gate = deps.links.gate(partner);
    // The worker of a closed gate is paused, so that its jobs cost nothing. One that was under way while the gate opened again must not sleep through it.
    if (!gate.open) return later(Math.min(gate.retryInMs, heldMs));
    const { ms } = deps.clock;
    let again: number | undefined;
    const deliver = async (row: ClaimedRow): Promise<void> => {
      const waits = await deliverOn(deps, row);
      if (waits === undefined) return;
      // A job cannot be added while it runs: this one puts itself back when its lane ends.
      if (waits.messageId === messageId) again = ms() + waits.delayMs;
      else await deps.schedule.deliver(partner, [{ id: waits.messageId, delayMs: waits.delayMs }]);
    };
    let own = true;
    const lane = deps.lanes(partner).run(async () => {
      if (!deps.links.gate(partner).open) return false;
      const row = own ? await deps.claims.take(messageId) : await deps.claims.takeNext(partner);
      if (own && row === undefined) {
        const outcome = await notMyTurn(deps, messageId);
        if (outcome.type === 'later') again = ms() + outcome.delayMs;
      }
      const first = own;
      own = false;
      if (row !== undefined) await deliver(row);
      return first || row !== undefined;
    });
    try {
      await lane;
    } catch (error) {
      if (!isPassing(error)) throw error;
      // The lane comes back when the database does.
      again ??= ms() + heldMs;
    }
    return again === undefined ? done : later(again - ms());
  };

/** Makes dead letters of what waited past its notAfter, whatever held it; called by the sweeper. */
export const createExpire =
  (deps: Pick<DeliverDeps, 'claims' | 'settle' | 'log'>) =>
  async (): Promise<void> => {
    for (const row of await deps.claims.takeExpired(500)) {
      // One row whose feature cannot be told must not keep the others.
      await deps.settle.dead(row, 'expired', { alarm: false }).catch((error: unknown) => deps.log.error({ messageId: row.message_id, reason: wordsOf(error) }, 'expired message could not be recorded; tried again'));
    }
  };
