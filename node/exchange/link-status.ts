import type { LinkStatus } from '../../core/api/status.ts';
import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Db } from '../storage/db.ts';
import type { Links } from './links.ts';
import type { DirectoryPort } from './ports.ts';
import type { LinkFigures } from './view-store.ts';
import { linkFigures } from './view-store.ts';

type Seen = ReturnType<Links['view']>;

const stateOf = (seen: Seen): LinkStatus['state'] => {
  if (seen.gate.open) return 'open';
  if (seen.gate.reason === 'paused' || seen.gate.reason === 'maintenance') return seen.gate.reason;
  return seen.probing ? 'half-open' : 'held';
};

const instant = (ms: number | undefined, kept: string | null | undefined): string | undefined => (ms === undefined ? (kept ?? undefined) : instantOf(ms));
const whole = (ms: number | null | undefined): number | undefined => (ms === null || ms === undefined ? undefined : Math.round(ms * 10) / 10);

const ageSeconds = (since: string | undefined, nowMs: number): number | undefined => (since === undefined ? undefined : Math.round((nowMs - msOf(since)) / 1000));

const statusOf = (partner: NodeId, seen: Seen, figures: LinkFigures | undefined, nowMs: number): LinkStatus => {
  const optional = {
    why: seen.gate.open ? undefined : seen.gate.reason,
    lastGoodOut: instant(seen.lastGoodOut, seen.row?.last_good_out),
    lastGoodIn: instant(seen.lastGoodIn, seen.row?.last_good_in),
    oldestWaitingSeconds: ageSeconds(figures?.oldest ?? undefined, nowMs),
    p50Ms: whole(figures?.p50),
    p99Ms: whole(figures?.p99),
    clockDifferenceMs: seen.clockDifferenceMs,
  };
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { partner, state: stateOf(seen), waiting: figures?.waiting ?? 0, inFlight: seen.inFlight, dead: figures?.dead ?? 0, failuresLastHour: figures?.failures ?? 0, ...present };
};

/** State of the link to every other participant (portal.md §4.1, exchange.md §6). */
export const createLinkStatuses =
  (deps: { db: Db; clock: Clock; self: NodeId; directory: Pick<DirectoryPort, 'participants'>; links: Pick<Links, 'view'> }) =>
  async (): Promise<LinkStatus[]> => {
    const nowMs = deps.clock.ms();
    const figures = new Map((await linkFigures(deps.db, instantOf(nowMs - 3_600_000), instantOf(nowMs - 60_000))).map((row) => [row.partner, row]));
    return deps.directory
      .participants()
      .filter((one) => one.nodeId !== deps.self)
      .map(({ nodeId }) => statusOf(nodeId, deps.links.view(nodeId), figures.get(nodeId), nowMs));
  };
