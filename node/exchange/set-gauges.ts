import type { LinkStatus } from '../../core/api/status.ts';
import type { Db } from '../storage/db.ts';
import { inboxCounts } from './inbox-store.ts';
import type { ExchangeMetrics } from './metrics.ts';

type Gauges = Pick<ExchangeMetrics, 'waiting' | 'oldestWaitingSeconds' | 'linkOpen' | 'quarantined'>;

/** Gauges of the links as they are now; a partner that left the consortium leaves them too. */
export const setLinkGauges = (gauges: Gauges, links: readonly LinkStatus[], quarantined: number): void => {
  for (const gauge of [gauges.waiting, gauges.oldestWaitingSeconds, gauges.linkOpen]) gauge.reset();
  for (const { partner, waiting, oldestWaitingSeconds, state } of links) {
    gauges.waiting.set({ partner }, waiting);
    gauges.oldestWaitingSeconds.set({ partner }, oldestWaitingSeconds ?? 0);
    gauges.linkOpen.set({ partner }, state === 'open' ? 1 : 0);
  }
  gauges.quarantined.set(quarantined);
};

/** Reads what waits and sets the gauges; called every few seconds. */
export const createGaugeUpdate = (deps: { readonly db: Db; readonly metrics: Gauges; readonly linkStatuses: () => Promise<LinkStatus[]> }) => async (): Promise<void> => {
  const [links, inbox] = await Promise.all([deps.linkStatuses(), inboxCounts(deps.db)]);
  setLinkGauges(deps.metrics, links, inbox['quarantined'] ?? 0);
};
