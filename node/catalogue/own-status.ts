import type { StatusDocument } from '../../core/api/status.ts';
import type { Clock } from '../../core/clock.ts';
import type { Db } from '../storage/db.ts';
import { ownRecordFacts } from './own-status-store.ts';
import { freshnessOf } from './sources/freshness.ts';
import { lastRuns } from './sources/run-store.ts';
import { listSources } from './sources/source-store.ts';

/** The catalogue group of the status document (portal.md §4.1), told from data alone. */
export const catalogueStatus = async (db: Db, clock: Clock): Promise<StatusDocument['catalogue']> => {
  const [facts, sources, runs] = await Promise.all([ownRecordFacts(db), listSources(db), lastRuns(db)]);
  const runOf = new Map(runs.map((run) => [run.source, run]));
  const now = clock.now();
  return {
    records: facts.records,
    violations: facts.violations,
    ...(facts.medianScore === null ? {} : { medianScore: Math.round(facts.medianScore * 10) / 10 }),
    ...(facts.oldestCheck === null ? {} : { oldestCheck: facts.oldestCheck }),
    ...(facts.lastChange === null ? {} : { lastChange: facts.lastChange }),
    sources: sources.filter((source) => source.enabled).map((source) => {
      const run = runOf.get(source.id);
      const held = run?.state === 'held';
      return {
        id: source.id, read: run?.counts.read ?? 0, refused: run?.counts.refused ?? 0, ...(source.last_complete === null ? {} : { lastComplete: source.last_complete }),
        state: freshnessOf({ lastComplete: source.last_complete, failures: source.failures, everyMs: source.config.everyMs, held }, now),
      };
    }),
  };
};
