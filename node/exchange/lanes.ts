/** Lanes: how many workers of this process go along one road at once (deliveries to one partner, work on the inbox). A job wakes a lane; the lane goes on
 *  from row to row until nothing due is left, so that a burst costs the queue a few jobs and not one per message (ADR 0027). Rows are the truth: what a
 *  killed lane leaves behind, the sweeper gives a job. */
export type Lanes = {
  /** Something new is due. Lanes that are waiting for more take it at once. @returns how many jobs should wake further lanes for the rest */
  news(count: number): number;
  /** Calls `step` until it finds nothing, nothing was told meanwhile and nothing came for a while, or the process stops. @throws whatever a step throws; the lane ends */
  run(step: () => Promise<boolean>): Promise<void>;
  /** Lanes end after the step they are at. */
  close(): void;
};

/** @param lingerMs a lane waits so long for more before it ends: in a steady stream no message needs a job of its own */
export const createLanes = (width: number, lingerMs = 200): Lanes => {
  const idle = new Set<() => void>();
  let active = 0;
  let told = 0;
  let closed = false;
  const linger = (): Promise<void> =>
    new Promise((done) => {
      const end = (): void => {
        clearTimeout(timer);
        idle.delete(end);
        done();
      };
      const timer = setTimeout(end, lingerMs);
      idle.add(end);
    });
  const wake = (count: number): number => {
    const woken = [...idle].slice(0, count);
    for (const end of woken) end();
    return woken.length;
  };
  return {
    news: (count) => {
      told++;
      return Math.max(0, Math.min(count - wake(count), width - active));
    },
    run: async (step) => {
      active++;
      let lingered = false;
      try {
        // Between the look at `told` and the end nothing else runs: news come before it and are seen, or after it and find the lane gone.
        for (let before = told; !closed; before = told) {
          const found = await step();
          if (found || before !== told) lingered = false;
          else if (lingered) return;
          else {
            lingered = true;
            await linger();
          }
        }
      } finally {
        active--;
      }
    },
    close: () => {
      closed = true;
      wake(idle.size);
    },
  };
};

/** One set of lanes per partner, made when first asked for. */
export const createLanesPer = <Key>(width: number): { of(key: Key): Lanes; close(): void } => {
  const all = new Map<Key, Lanes>();
  let closed = false;
  return {
    of: (key) => {
      const known = all.get(key);
      if (known !== undefined) return known;
      const made = createLanes(width);
      if (closed) made.close();
      all.set(key, made);
      return made;
    },
    close: () => {
      closed = true;
      for (const lanes of all.values()) lanes.close();
    },
  };
};
