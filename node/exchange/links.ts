import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import type { Breaker } from '../../core/delivery.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Db } from '../storage/db.ts';
import type { LinkRow } from './link-store.ts';
import { allLinks, prolongWait, setLink } from './link-store.ts';
import type { BreakerPolicy, DirectoryPort, ExchangeLog } from './ports.ts';

/** Whether messages may go to a partner now, and why not (exchange.md §4.3, §6). Breaker and latency live in this process, since each
 *  process of a node makes its own experience; pauses, holds that need a person and waits that the partner asked for are rows, shared by all. */
export type Gate = { readonly open: true } | { readonly open: false; readonly reason: string; readonly retryInMs: number };

type Link = {
  breaker: Breaker;
  probing: boolean;
  lastGoodOut: number | undefined;
  lastGoodIn: number | undefined;
  clockDifferenceMs: number | undefined;
  inFlight: number;
  wasOpen: boolean;
  /** When a hold that waits for a person was last looked at again, and under which directory. */
  heldLook: { at: number; version: number };
};

export type LinksDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Pick<DirectoryPort, 'participant' | 'participants' | 'mayNotSend' | 'version'>;
  readonly breaker: BreakerPolicy;
  readonly log: ExchangeLog;
  /** A small call that shows whether the partner answers again. @returns false when it does not */
  readonly probe: (partner: NodeId) => Promise<boolean>;
  /** Whether the partner takes us as a participant again. */
  readonly admits: (partner: NodeId) => Promise<boolean>;
  /** A hold that waited for a person began, or ended because the partner takes us again. */
  readonly holdTurned: (partner: NodeId, held: boolean, reason: string) => Promise<void>;
  /** The gate of a partner has just opened or closed. */
  readonly changed: (partner: NodeId, open: boolean) => Promise<void>;
};

const idleMs = 60_000;
// The cause of "not a participant" often passes (a key not yet heard of, a revocation list that ran out): look again with every directory, and this often.
const heldLookMs = 15 * 60_000;
const closed = (reason: string, retryInMs = idleMs): Gate => ({ open: false, reason, retryInMs: Math.max(100, retryInMs) });

const toldUntil = (row: LinkRow | undefined): number => (row === undefined || row.told_until === null ? 0 : msOf(row.told_until));
const isPaused = (row: LinkRow | undefined): boolean => row !== undefined && row.paused_at !== null;

export const createLinks = (deps: LinksDeps) => {
  const links = new Map<NodeId, Link>();
  let rows = new Map<string, LinkRow>();

  const linkOf = (partner: NodeId): Link => {
    const known = links.get(partner);
    if (known !== undefined) return known;
    const made: Link = { breaker: deps.breaker.closed, probing: false, lastGoodOut: undefined, lastGoodIn: undefined, clockDifferenceMs: undefined, inFlight: 0, wasOpen: true, heldLook: { at: 0, version: 0 } };
    links.set(partner, made);
    return made;
  };

  /** What the directory says about this partner. */
  const listed = (partner: NodeId, now: number): Gate | undefined => {
    const participant = deps.directory.participant(partner);
    if (participant === undefined) return closed('not-listed');
    const { code, from, to } = participant.state;
    if (code === 'active') return undefined;
    if (code !== 'maintenance') return closed(code);
    if (from !== undefined && now < msOf(from)) return undefined;
    if (to !== undefined && now >= msOf(to)) return undefined;
    return closed('maintenance', to === undefined ? idleMs : msOf(to) - now);
  };

  const gate = (partner: NodeId): Gate => {
    const now = deps.clock.ms();
    const row = rows.get(partner);
    if (isPaused(row)) return closed('paused');
    const state = listed(partner, now);
    if (state !== undefined) return state;
    if (deps.directory.mayNotSend() !== undefined) return closed('directory-expired');
    if (row !== undefined && row.held_reason !== null) return closed(row.held_reason);
    if (row !== undefined && toldUntil(row) > now) return closed(row.told_reason ?? 'throttled', toldUntil(row) - now);
    const { breaker } = linkOf(partner);
    if (breaker.open !== undefined) return closed(breaker.open.reason, breaker.open.nextProbeAt - now);
    return { open: true };
  };

  /** Tells of a gate that has turned since the last look. */
  const settle = async (partner: NodeId): Promise<void> => {
    const link = linkOf(partner);
    const now = gate(partner);
    if (now.open === link.wasOpen) return;
    link.wasOpen = now.open;
    deps.log.info({ partner, open: now.open, reason: now.open ? undefined : now.reason }, now.open ? 'link open' : 'link held');
    try {
      await deps.changed(partner, now.open);
    } catch (error) {
      // told again at the next look
      link.wasOpen = !now.open;
      throw error;
    }
  };

  /** A partner that refused us is asked again after a new directory and from time to time; when it takes us, nobody need click. */
  const lookAtHold = async (partner: NodeId): Promise<void> => {
    const held = rows.get(partner)?.held_reason;
    const link = linkOf(partner);
    const now = { at: deps.clock.ms(), version: deps.directory.version() };
    if (held === null || held === undefined || link.probing || isPaused(rows.get(partner))) return;
    if (now.version === link.heldLook.version && now.at - link.heldLook.at < heldLookMs) return;
    link.heldLook = now;
    link.probing = true;
    try {
      if (!(await deps.admits(partner))) return;
      await setLink(deps.db, partner, { held_reason: null, held_since: null });
      await deps.holdTurned(partner, false, held);
      await load();
    } finally {
      link.probing = false;
    }
  };

  const probeIfDue = async (partner: NodeId): Promise<void> => {
    const link = linkOf(partner);
    const { open } = link.breaker;
    if (open === undefined || link.probing || deps.clock.ms() < open.nextProbeAt || isPaused(rows.get(partner))) return;
    link.probing = true;
    try {
      const good = await deps.probe(partner);
      link.breaker = good ? deps.breaker.afterSuccess(link.breaker, deps.clock.ms()) : deps.breaker.afterFailedProbe(link.breaker, deps.clock.ms());
    } finally {
      link.probing = false;
    }
  };

  const saveContacts = async (): Promise<void> => {
    for (const [partner, link] of links) {
      const row = rows.get(partner);
      const out = link.lastGoodOut === undefined ? undefined : instantOf(link.lastGoodOut);
      const inbound = link.lastGoodIn === undefined ? undefined : instantOf(link.lastGoodIn);
      if ((out ?? row?.last_good_out) === row?.last_good_out && (inbound ?? row?.last_good_in) === row?.last_good_in) continue;
      await setLink(deps.db, partner, { ...(out === undefined ? {} : { last_good_out: out }), ...(inbound === undefined ? {} : { last_good_in: inbound }) });
    }
  };

  const load = async (): Promise<void> => {
    rows = new Map((await allLinks(deps.db)).map((row) => [row.partner, row]));
  };

  return {
    gate,
    load,
    view: (partner: NodeId) => ({ ...linkOf(partner), row: rows.get(partner), gate: gate(partner) }),
    /** Every second: pauses made by other processes, probes that are due, gates that turned. */
    tick: async (): Promise<void> => {
      await load();
      for (const { nodeId } of deps.directory.participants()) {
        // A probe may take as long as an attempt: the others are not kept waiting.
        void probeIfDue(nodeId)
          .then(() => lookAtHold(nodeId))
          .then(() => settle(nodeId))
          .catch((error: unknown) => deps.log.warn({ err: error, partner: nodeId }, 'probe failed'));
        // Releasing a large backlog takes a while: the gates of the others must not wait for it.
        void settle(nodeId).catch((error: unknown) => deps.log.warn({ err: error, partner: nodeId }, 'link could not be settled; tried again in a second'));
      }
    },
    saveContacts,
    begun: (partner: NodeId): void => {
      linkOf(partner).inFlight++;
    },
    ended: (partner: NodeId): void => {
      linkOf(partner).inFlight--;
    },
    succeeded: async (partner: NodeId): Promise<void> => {
      const link = linkOf(partner);
      link.breaker = deps.breaker.afterSuccess(link.breaker, deps.clock.ms());
      link.lastGoodOut = deps.clock.ms();
      await settle(partner);
    },
    failed: async (partner: NodeId, reason: string): Promise<void> => {
      const link = linkOf(partner);
      link.breaker = deps.breaker.afterFailure(link.breaker, deps.clock.ms(), reason);
      await settle(partner);
    },
    /** 429, maintenance: nothing goes there before the time it named. */
    holdFor: async (partner: NodeId, reason: string, ms: number): Promise<void> => {
      const at = deps.clock.ms() + ms;
      // Of several answers under way the longest wait counts.
      if (toldUntil(rows.get(partner)) < at) {
        await prolongWait(deps.db, partner, { told_until: instantOf(at), told_reason: reason });
        await load();
      }
      await settle(partner);
    },
    /** The partner does not take us: until a person, or a new directory, says otherwise. */
    holdForPerson: async (partner: NodeId, reason: string): Promise<void> => {
      linkOf(partner).heldLook = { at: deps.clock.ms(), version: deps.directory.version() };
      if (rows.get(partner)?.held_reason !== reason) {
        await setLink(deps.db, partner, { held_reason: reason, held_since: deps.clock.now() });
        await deps.holdTurned(partner, true, reason);
      }
      await load();
      await settle(partner);
    },
    /** An authenticated message came from this partner: it is alive. */
    heard: async (partner: NodeId): Promise<void> => {
      const link = linkOf(partner);
      link.lastGoodIn = deps.clock.ms();
      if (link.breaker.open === undefined) return;
      link.breaker = deps.breaker.afterSuccess(link.breaker, deps.clock.ms());
      await settle(partner);
    },
    /** A person says that the partner answers again. */
    closeBreaker: (partner: NodeId): void => {
      const link = linkOf(partner);
      link.breaker = deps.breaker.closed;
    },
    clockDiffers: (partner: NodeId, ms: number): void => {
      linkOf(partner).clockDifferenceMs = ms;
    },
    settle,
  };
};

export type Links = ReturnType<typeof createLinks>;
