import type { Breaker, BreakerSettings } from '../core/delivery.ts';

/** Per-partner breaker, pure (exchange.md §4.3): a small record of what happened lately, and three moves on it.
 *  It opens after 5 failures in a row, or when more than half of at least 20 attempts within 10 minutes failed. While open nothing is sent and no
 *  attempt is burnt; a probe goes out after 30 s, then doubling up to 15 min. A good probe, or any authenticated message from the partner, closes it. */

const windowMs = 10 * 60_000;
const inRow = 5;
const enough = 20;
// More than the window test needs, little enough to copy: at 200 messages/s ten minutes would be 120,000 entries.
const remembered = 200;

export const closedBreaker: Breaker = { failuresInRow: 0, recent: [], open: undefined };

const remember = (breaker: Breaker, at: number, ok: boolean) => [...breaker.recent.filter((entry) => entry.at > at - windowMs), { at, ok }].slice(-remembered);

const tripped = (breaker: Breaker): boolean => {
  if (breaker.failuresInRow >= inRow) return true;
  const failed = breaker.recent.filter((entry) => !entry.ok).length;
  return breaker.recent.length >= enough && failed * 2 > breaker.recent.length;
};

export const afterSuccess = (breaker: Breaker, at: number): Breaker => {
  if (breaker.open !== undefined) return { failuresInRow: 0, recent: [{ at, ok: true }], open: undefined };
  return { failuresInRow: 0, recent: remember(breaker, at, true), open: undefined };
};

export const afterFailure = (breaker: Breaker, at: number, reason: string, settings: BreakerSettings): Breaker => {
  if (breaker.open !== undefined) return breaker;
  const next: Breaker = { failuresInRow: breaker.failuresInRow + 1, recent: remember(breaker, at, false), open: undefined };
  return tripped(next) ? { ...next, open: { since: at, reason, probes: 0, nextProbeAt: at + settings.probeMs } } : next;
};

export const afterFailedProbe = (breaker: Breaker, at: number, settings: BreakerSettings): Breaker => {
  if (breaker.open === undefined) return breaker;
  const probes = breaker.open.probes + 1;
  const wait = Math.min(settings.probeCapMs, settings.probeMs * 2 ** Math.min(probes, 30));
  return { ...breaker, open: { ...breaker.open, probes, nextProbeAt: at + wait } };
};
