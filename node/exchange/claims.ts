import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/clock.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Db } from '../storage/db.ts';
import { createBatcher } from './batcher.ts';
import type { ClaimedRow } from './claim-store.ts';
import { claimAll, claimDue, claimExpired, claimHeads, renewClaims, unclaim } from './claim-store.ts';

/** Who holds which message. A claim has a token of its own, and only its holder may change the row: two processes of one node, started by mistake, send a
 *  message twice at worst, which the partner answers with the same receipt, and never spoil each other's rows. Claims are short, so that a killed process
 *  holds nothing back for long, and renewed while the attempt lasts, however long that is. */
const claimMs = 10_000;
/** How often `renew` wants to be called: twice before a claim ends. */
export const renewMs = 3_000;

export const createClaims = (deps: { db: Db; clock: Clock }) => {
  const { db, clock } = deps;
  const me = randomUUID();
  const held = new Map<string, { messageId: string; token: string; sinceMs: number }>();
  let count = 0;
  const newToken = (): string => `${me}:${++count}`;
  const until = (): string => instantOf(clock.ms() + claimMs);
  const keep = (rows: readonly ClaimedRow[]): void => {
    for (const row of rows) held.set(row.token, { messageId: row.message_id, token: row.token, sinceMs: clock.ms() });
  };
  const claimTogether = async (messageIds: readonly string[]): Promise<(ClaimedRow | undefined)[]> => {
    const rows = await claimAll(db, messageIds.map((messageId) => ({ messageId, token: newToken() })), clock.now(), until());
    keep(rows);
    // The same id twice in one batch: one of the two gets it.
    return messageIds.map((messageId) => {
      const at = rows.findIndex((row) => row.message_id === messageId);
      return at < 0 ? undefined : rows.splice(at, 1)[0];
    });
  };
  const claimNextTogether = async (partners: readonly NodeId[]): Promise<(ClaimedRow | undefined)[]> => {
    const rows = new Map<NodeId, ClaimedRow[]>();
    for (const partner of new Set(partners)) {
      const asked = partners.filter((one) => one === partner).length;
      rows.set(partner, await claimDue(db, partner, newToken(), clock.now(), until(), asked));
    }
    for (const found of rows.values()) keep(found);
    return partners.map((partner) => rows.get(partner)?.shift());
  };
  return {
    /** The message, if it is its turn and nobody holds it. Claims that come together share one statement. */
    take: createBatcher({ maxBatch: 32, parallel: 2, work: claimTogether }),
    /** Any message for this partner whose turn it is and that nobody holds, oldest first. */
    takeNext: createBatcher({ maxBatch: 64, parallel: 1, work: claimNextTogether }),
    /** The messages whose turn it is now in these correlations, by correlation id and receiver. */
    takeHeads: async (correlations: readonly { receiver: string; correlationId: string }[]): Promise<readonly ClaimedRow[]> => {
      if (correlations.length === 0) return [];
      const rows = await claimHeads(db, correlations.map((one) => ({ ...one, token: newToken() })), clock.now(), until());
      keep(rows);
      return rows;
    },
    takeExpired: async (limit: number): Promise<readonly ClaimedRow[]> => {
      const rows = await claimExpired(db, newToken(), clock.now(), until(), limit);
      return rows;
    },
    /** The row has been settled, or the claim is to run out by itself. */
    ended: (row: ClaimedRow): void => void held.delete(row.token),
    giveBack: async (row: ClaimedRow): Promise<void> => {
      held.delete(row.token);
      await unclaim(db, { messageId: row.message_id, token: row.token });
    },
    /** Prolongs the claims of attempts that take long. */
    renew: async (): Promise<void> => {
      const old = [...held.values()].filter((one) => clock.ms() - one.sinceMs >= renewMs - 500);
      if (old.length > 0) await renewClaims(db, old, until());
    },
  };
};

export type Claims = ReturnType<typeof createClaims>;
