import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import { isNodeId } from '../../core/ids.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import type { Actor } from './dead-letters.ts';
import { setLink } from './link-store.ts';
import type { Links } from './links.ts';
import type { DirectoryPort } from './ports.ts';

export type SteerDeps = { readonly db: Db; readonly clock: Clock; readonly audit: Audit; readonly self: NodeId; readonly directory: Pick<DirectoryPort, 'participant'>; readonly links: Pick<Links, 'load' | 'settle' | 'closeBreaker'> };

/** Pause and resume of a partner by a person (exchange.md §6). The row counts for every process of the node, also for one that starts later. */
export const createSteering = (deps: SteerDeps) => {
  /** @throws AppError `not-found` `no-such-partner` */
  const partnerOf = (text: string): NodeId => {
    if (!isNodeId(text) || text === deps.self || deps.directory.participant(text) === undefined) throw new AppError('not-found', 'no-such-partner', 'The directory lists no such partner.');
    return text;
  };
  const change = async (partner: NodeId, facts: Parameters<typeof setLink>[2], action: string, by: Actor, reason: string | undefined): Promise<void> => {
    await inTransaction(deps.db, async (tx) => {
      await setLink(tx, partner, facts);
      await deps.audit.record(tx, { actor: by.person, role: by.role, action, target: `partner:${partner}`, outcome: 'success', ...(reason === undefined ? {} : { details: { reason } }) });
    });
    await deps.links.load();
    await deps.links.settle(partner);
  };
  return {
    partnerOf,
    pause: (text: string, reason: string | undefined, by: Actor): Promise<void> =>
      change(partnerOf(text), { paused_by: by.person, paused_at: deps.clock.now(), pause_reason: reason ?? null }, 'link-paused', by, reason),
    /** Ends a pause, a hold that waits for a person, a wait the partner asked for, and an open breaker of this process: the next message goes out at once. */
    resume: (text: string, by: Actor): Promise<void> => {
      deps.links.closeBreaker(partnerOf(text));
      return change(partnerOf(text), { paused_by: null, paused_at: null, pause_reason: null, held_reason: null, held_since: null, told_until: null, told_reason: null }, 'link-resumed', by, undefined);
    },
  };
};

export type Steering = ReturnType<typeof createSteering>;
