import type { StatusDocument } from '../../core/api/status.ts';
import { clocksInForce, isOverdue } from '../../core/applications/clocks/leg-clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import { clockStore } from './clock-store.ts';
import { deskStore } from './desk-store.ts';
import type { Parts } from './parts.ts';

type Figures = StatusDocument['applications'];
const dayMs = 86_400_000;

const bandOf = (days: number): Figures['openByAge'][number]['band'] => (days < 8 ? '0-7' : days < 31 ? '8-30' : days < 91 ? '31-90' : '91+');

/** Nearest-rank percentile of sorted numbers. */
const percentile = (sorted: readonly number[], share: number): number | undefined => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];

const decided = (legs: Awaited<ReturnType<typeof deskStore.all>>, nowMs: number): Pick<Figures, 'decidedLast90Days' | 'medianDaysToDecision' | 'p90DaysToDecision'> => {
  const days = legs.flatMap((leg) => (leg.decidedAt !== undefined && nowMs - msOf(leg.decidedAt) <= 90 * dayMs ? (msOf(leg.decidedAt) - msOf(leg.receivedAt)) / dayMs : [])).sort((a, b) => a - b);
  const [median, p90] = [percentile(days, 0.5), percentile(days, 0.9)];
  return { decidedLast90Days: days.length, ...(median === undefined ? {} : { medianDaysToDecision: median }), ...(p90 === undefined ? {} : { p90DaysToDecision: p90 }) };
};

/** Counts for the status document (portal.md §4.1): legs this node decides; no content, no person. */
export const applicationStatus = async (parts: Parts): Promise<Figures> => {
  const legs = await deskStore.all(parts.db);
  const open = legs.filter((leg) => leg.status !== 'WITHDRAWN' && leg.status !== 'DECISION_ISSUED');
  const clocks = await clockStore.of(parts.db, open.map((leg) => leg.application));
  const nowMs = parts.clock.ms();
  const now = parts.clock.now();
  const soon = instantOf(nowMs + 14 * dayMs);
  const running = open.map((leg) => clocksInForce(clocks.get(leg.application) ?? []).filter((row) => row.state === 'running'));
  const openByStatus: Record<string, number> = {};
  const ages: Record<Figures['openByAge'][number]['band'], number> = { '0-7': 0, '8-30': 0, '31-90': 0, '91+': 0 };
  for (const leg of open) {
    openByStatus[leg.status] = (openByStatus[leg.status] ?? 0) + 1;
    ages[bandOf((nowMs - msOf(leg.receivedAt)) / dayMs)] += 1;
  }
  return {
    openByStatus,
    openByAge: (['0-7', '8-30', '31-90', '91+'] as const).map((band) => ({ band, open: ages[band] })),
    dueIn14Days: running.filter((rows) => rows.some((row) => row.dueAt !== undefined && row.dueAt >= now && row.dueAt <= soon)).length,
    overdue: running.filter((rows) => rows.some((row) => isOverdue(row, now))).length,
    ...decided(legs, nowMs),
  };
};
