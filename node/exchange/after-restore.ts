import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import type { CallPartner } from './ports.ts';
import { advanceSequences, deliverAgainSince, positionsOf } from './restore-store.ts';

/** A node put back from a backup (exchange.md §4.1).
 *  What it had sent after the backup was taken is sent again by itself: same ids, same bytes, so partners answer with the receipt they stored and nothing happens twice.
 *  What it had received after it is gone here but acknowledged there: it asks each partner to deliver again what was acknowledged since. What is still here is a
 *  duplicate and stays without effect. Partners also tell which numbers they have seen, so that none is given out twice. */
export const restoreAnswer = z.object({ again: z.int(), positions: z.array(z.object({ correlationId: z.string(), sequence: z.int() })) });
export type RestoreAnswer = z.infer<typeof restoreAnswer>;
export const restoreRequest = z.object({ since: z.iso.datetime({ offset: true }) });
export const restorePath = '/exchange/deliver-again';

// Longer ago nothing could be delivered any more: notAfter is 7 days, a month leaves room for nodes that set it longer.
const longestMs = 31 * 24 * 3_600_000;
const positionsLimit = 50_000;

/** The partner's side. @throws AppError `invalid` `since-too-long-ago` */
export const createDeliverAgain =
  (deps: { db: Db; clock: Clock; audit: Audit; wake: () => void }) =>
  async (partner: NodeId, since: string): Promise<RestoreAnswer> => {
    if (msOf(since) < deps.clock.ms() - longestMs) throw new AppError('invalid', 'since-too-long-ago', `Nothing older than ${instantOf(deps.clock.ms() - longestMs)} is delivered again.`);
    const answer = await inTransaction(deps.db, async (tx) => {
      const positions = await positionsOf(tx, partner, since, positionsLimit);
      const again = await deliverAgainSince(tx, partner, since);
      await deps.audit.record(tx, { actor: `partner:${partner}`, role: undefined, action: 'messages-delivered-again', target: `partner:${partner}`, outcome: 'success', details: { since, messages: again } });
      return { again, positions };
    });
    deps.wake();
    return answer;
  };

/** The restored node's side: asks one partner. @returns what will come again, and how many sequences moved on */
export const createAskAgain =
  (deps: { db: Db; audit: Audit; call: CallPartner }) =>
  async (partner: NodeId, since: string, actor: string): Promise<{ again: number; sequences: number }> => {
    const body = Buffer.from(JSON.stringify({ since }));
    const answer = await deps.call(partner, { method: 'POST', path: restorePath, headers: { 'content-type': 'application/json' }, body, timeoutMs: 60_000, maxBytes: 16 * 1024 * 1024 });
    if (answer.status !== 200) throw new AppError('unavailable', 'partner-refused', `${partner} answers HTTP ${answer.status}.`);
    const { again, positions } = restoreAnswer.parse(JSON.parse(answer.body.toString('utf8')));
    const sequences = await inTransaction(deps.db, async (tx) => {
      await deps.audit.record(tx, { actor, role: 'operator', action: 'restored-from-backup', target: `partner:${partner}`, outcome: 'success', details: { since, again } });
      return advanceSequences(tx, partner, positions);
    });
    return { again, sequences };
  };
