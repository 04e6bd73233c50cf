import { v7 as newId } from 'uuid';
import type { DeadFilter, DeadLetter, ResendPreview, ResendRun } from '../../core/api/ops.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import type { DeadRow, RunRow } from './dead-letter-store.ts';
import { abandon, addRun, advanceRun, countDead, deadRows, recentRuns, revive, stopRun, takeRun } from './dead-letter-store.ts';
import { wordsFor } from './dead-letter-words.ts';

export type DeadLetterDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly wake: () => void;
  /** Messages that this partner's queue may take up again. */
  readonly requeue: (partner: NodeId) => Promise<void>;
  /** What one partner takes per second, for the estimate. */
  readonly ratePerSecond: number;
};

/** Who acts: a person with a role, as the audit trail names them. */
export type Actor = { readonly person: string; readonly role: string | undefined };

// Revived in portions, one a second, so that a run can be stopped before most of it has gone.
const portion = 100;

const letterOf = (row: DeadRow, nowIso: string): DeadLetter => {
  const reason = row.reason ?? 'unknown';
  return {
    messageId: row.message_id, partner: row.receiver, event: row.event, correlation: row.correlation_id, sequence: row.sequence, createdAt: row.created_at, diedAt: row.finished_at ?? row.created_at,
    notAfter: row.not_after, attempts: row.attempts, reason, ...wordsFor(reason), ...(row.last_answer === null ? {} : { lastAnswer: row.last_answer }), holdsBack: row.held, expired: row.not_after <= nowIso,
  };
};

const runOf = (row: RunRow): ResendRun => ({
  id: row.id, requestedBy: row.requested_by, requestedAt: row.requested_at, total: row.total, done: row.done, state: row.state, filter: row.filter as DeadFilter, ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
});

const plural = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

const previewText = (messages: number, partners: number, expired: number, minutes: number): string => {
  const time = minutes < 1 ? 'less than a minute' : `about ${plural(Math.ceil(minutes), 'minute', 'minutes')}`;
  const late = expired === 0 ? '' : ` ${plural(expired, 'message has', 'messages have')} passed notAfter and will not be sent.`;
  return `${plural(messages, 'message', 'messages')} to ${plural(partners, 'partner', 'partners')}, ${time}.${late}`;
};

/** Dead letters (exchange.md §4.4): seen with reasons, sent again in scope, stopped, or given up; all of it audited, nothing edited. */
export const createDeadLetters = (deps: DeadLetterDeps) => {
  const { db, clock, audit } = deps;

  const preview = async (filter: DeadFilter): Promise<ResendPreview> => {
    const counts = await countDead(db, filter, clock.now());
    const messages = counts.reduce((sum, row) => sum + row.live, 0);
    const expired = counts.reduce((sum, row) => sum + row.expired, 0);
    const partners = counts.filter((row) => row.live > 0).map((row) => ({ partner: row.partner, messages: row.live }));
    const seconds = Math.max(messages / portion, ...partners.map((row) => row.messages / deps.ratePerSecond), 0);
    const minutes = seconds / 60;
    return { messages, partners, expired, minutes, text: previewText(messages, partners.length, expired, minutes) };
  };

  const step = (seen: Set<string>): Promise<boolean> =>
    inTransaction(db, async (tx) => {
      const run = await takeRun(tx, [...seen]);
      if (run === undefined) return false;
      seen.add(run.id);
      const ids = await revive(tx, run.filter as DeadFilter, { now: clock.now(), diedBefore: run.requested_at, limit: portion });
      await advanceRun(tx, run.id, ids.length, ids.length < portion ? clock.now() : undefined);
      await audit.recordAll(tx, ids.map((id) => ({ actor: run.requested_by, role: 'operator', action: 'message-sent-again', target: `message:${id}`, outcome: 'success' as const, details: { run: run.id } })));
      return true;
    });

  return {
    list: async (filter: DeadFilter, limit = 200): Promise<{ letters: DeadLetter[]; total: number; runs: ResendRun[] }> => {
      const now = clock.now();
      const counts = await countDead(db, filter, now);
      return { letters: (await deadRows(db, filter, limit)).map((row) => letterOf(row, now)), total: counts.reduce((sum, row) => sum + row.live + row.expired, 0), runs: (await recentRuns(db, 20)).map(runOf) };
    },
    preview,
    /** Starts a run over everything the filter matches now. @throws AppError `not-found` `nothing-to-send` */
    sendAgain: async (filter: DeadFilter, by: Actor): Promise<ResendRun> => {
      const { messages } = await preview(filter);
      if (messages === 0) throw new AppError('not-found', 'nothing-to-send', 'No dead letter fits that could still be delivered.');
      const id = newId();
      const run = { id, filter, requestedBy: by.person, requestedAt: clock.now(), total: messages };
      await inTransaction(db, async (tx) => {
        await addRun(tx, run);
        await audit.record(tx, { actor: by.person, role: by.role, action: 'dead-letters-send-again', target: `run:${id}`, outcome: 'success', details: { total: messages, filter: JSON.stringify(filter) } });
      });
      return { ...run, done: 0, state: 'running' };
    },
    /** @throws AppError `not-found` `no-such-run` when it is not running */
    stop: async (id: string, by: Actor): Promise<void> => {
      await inTransaction(db, async (tx) => {
        if (!(await stopRun(tx, id, clock.now()))) throw new AppError('not-found', 'no-such-run', 'No run of this id is under way.');
        await audit.record(tx, { actor: by.person, role: by.role, action: 'dead-letters-stopped', target: `run:${id}`, outcome: 'success' });
      });
    },
    /** Gives messages up for good: what waits behind them in their application goes on. */
    abandon: async (ids: readonly string[], reason: string, by: Actor): Promise<number> => {
      const given = await inTransaction(db, async (tx) => {
        const rows = await abandon(tx, ids, clock.now());
        await audit.recordAll(tx, rows.map((row) => ({ actor: by.person, role: by.role, action: 'message-abandoned', target: `message:${row.message_id}`, outcome: 'success' as const, details: { to: row.receiver, reason } })));
        return rows;
      });
      for (const partner of new Set(given.map((row) => row.receiver))) await deps.requeue(partner as NodeId);
      return given.length;
    },
    /** One portion of every running run; called every second. */
    work: async (): Promise<void> => {
      const seen = new Set<string>();
      while (await step(seen)) deps.wake();
    },
  };
};

export type DeadLetters = ReturnType<typeof createDeadLetters>;
