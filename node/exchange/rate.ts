import type { Clock } from '../../core/clock.ts';

/** Evenly spaced turns: at most `perSecond` a second, in bursts of a tenth of a second. @returns how long to wait for the turn just taken, ms */
export const createRate = (clock: Clock, perSecond: number): (() => number) => {
  const stepMs = 1000 / perSecond;
  const burstMs = 100;
  let next = 0;
  return () => {
    const now = clock.ms();
    // A clock that was set back must not make everybody wait for the time it lost.
    if (next > now + 5_000 + stepMs * 64) next = now;
    next = Math.max(next, now - burstMs) + stepMs;
    return Math.max(0, Math.ceil(next - now));
  };
};
