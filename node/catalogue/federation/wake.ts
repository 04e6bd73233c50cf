import type { CataloguePartner } from '../ports.ts';

export type WakeParts = {
  /** Time of the newest event of the own feed. */
  readonly newest: () => Promise<string | null>;
  readonly partners: () => readonly CataloguePartner[];
  /** Tells a partner that there is something new; the partner reads the feed itself. @throws AppError when it cannot be reached */
  readonly wake: (partner: CataloguePartner) => Promise<void>;
  readonly log: { info(fields: object, text: string): void };
};

/** Tells partners soon after something changed, so that a withdrawal is everywhere within seconds while connected. Carries nothing but the news that there is news;
 *  a partner that does not hear it finds out at its next pull. */
export const createWaker = (parts: WakeParts) => {
  let told: string | null | undefined;
  return async (): Promise<void> => {
    const newest = await parts.newest();
    if (newest === told) return;
    const first = told === undefined;
    told = newest;
    // at start nobody needs to be woken: partners read on their own schedule
    if (first || newest === null) return;
    const results = await Promise.allSettled(parts.partners().filter((partner) => partner.active).map(parts.wake));
    parts.log.info({ reached: results.filter((one) => one.status === 'fulfilled').length, of: results.length }, 'partners told of a change of the catalogue');
  };
};
