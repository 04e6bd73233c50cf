import type { Clock } from '../../../core/clock.ts';
import type { Db } from '../../storage/db.ts';
import { isUuid } from '../publish/representations.ts';
import type { UsageKind, UsageRow } from './usage-store.ts';
import { addUsage, usageSince } from './usage-store.ts';

export type { UsageRow } from './usage-store.ts';

const robots = /bot|crawl|spider|slurp|archiver|curl|wget|python|java\/|axios|monitor|probe/i;
export const isRobot = (userAgent: string | undefined): boolean => userAgent === undefined || robots.test(userAgent);

/** Use figures (US7, US9, D5.3 §9.5.5): counts per dataset, kind and day. No person, no address, no time of day is kept; robots are left out. */
export const createUsage = (parts: { readonly db: Db; readonly clock: Clock }) => {
  let waiting = new Map<string, number>();
  return {
    count: (id: string, kind: UsageKind): void => {
      if (!isUuid(id)) return;
      const key = `${kind} ${id}`;
      waiting.set(key, (waiting.get(key) ?? 0) + 1);
    },
    /** Writes what was counted; a crash loses at most the seconds since the last time. */
    flush: async (): Promise<void> => {
      const counted = waiting;
      waiting = new Map();
      const counts = [...counted].map(([key, n]) => ({ id: key.slice(key.indexOf(' ') + 1), kind: key.slice(0, key.indexOf(' ')) as UsageKind, n }));
      await addUsage(parts.db, parts.clock.now().slice(0, 10), counts);
    },
    /** @param holder undefined: all datasets of this node (health data access body) */
    since: (day: string, holder: string | undefined): Promise<readonly UsageRow[]> => usageSince(parts.db, day, holder),
  };
};
export type Usage = ReturnType<typeof createUsage>;
