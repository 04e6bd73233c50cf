import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';

/** Runs tasks at most `atOnce` together and started at most `perSecond` (catalogue.md §6.7: 4 at once, 5 a second per source). */
export type Pace = <T>(task: () => Promise<T>) => Promise<T>;

export const createPace = (limits: { atOnce: number; perSecond: number }, clock: Clock): Pace => {
  const waiting: (() => void)[] = [];
  let running = 0;
  let nextStart = 0;
  const gapMs = 1000 / limits.perSecond;

  const seat = async (): Promise<void> => {
    // A finished task hands its seat to the next in line, so `running` does not change then.
    if (running >= limits.atOnce) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  return async (task) => {
    await seat();
    try {
      // A second's worth of starts may come at once: short walks of a few pages are not slowed down.
      const earliest = Math.max(nextStart, clock.ms() - 1000 + gapMs);
      nextStart = earliest + gapMs;
      const pause = earliest - clock.ms();
      if (pause > 0) await wait(pause);
      return await task();
    } finally {
      leave();
    }
  };
};
