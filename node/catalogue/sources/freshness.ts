import type { Instant } from '../../../core/clock.ts';
import { msOf } from '../../../core/clock.ts';

export type SourceFreshness = 'fresh' | 'stale' | 'broken' | 'held' | 'never';

/** How far a source can be believed, from data alone (catalogue.md §6.3): fresh when the last complete run is younger than two schedules,
 *  broken after three failed runs in a row, held while a run waits for a decision. */
export const freshnessOf = (source: { lastComplete: Instant | null; failures: number; everyMs: number; held: boolean }, now: Instant): SourceFreshness => {
  if (source.held) return 'held';
  if (source.failures >= 3) return 'broken';
  if (source.lastComplete === null) return 'never';
  return msOf(now) - msOf(source.lastComplete) < 2 * source.everyMs ? 'fresh' : 'stale';
};
