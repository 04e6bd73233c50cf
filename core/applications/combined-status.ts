import type { CombinedStatus } from '../api/applications.ts';
import type { Instant } from '../clock.ts';
import { isOverdue } from './clocks/leg-clock.ts';
import { legStatuses } from '../api/applications.ts';
import type { LegForStatus } from './leg-for-status.ts';
import { sentenceOf } from './status-sentence.ts';

export type NextActor = 'nobody' | 'applicant' | 'hdab' | 'operator' | 'holder' | 'appeal-body';

const dueSoonMs = 14 * 86_400_000;

export const hasOpenCard = (leg: LegForStatus): boolean => leg.decisionStatus === 'POSITIVE_DECISION_ISSUED' && leg.status === 'DECISION_ISSUED' && leg.acceptance;
const underAppeal = (leg: LegForStatus): boolean => leg.decisionStatus === 'NEGATIVE_DECISION_APPEALED' || leg.decisionStatus === 'APPEAL_APPROVED';

/** WITHDRAWN, or decided with no open card and no appeal pending. */
export const isClosed = (leg: LegForStatus): boolean =>
  leg.status === 'WITHDRAWN' || (leg.status === 'DECISION_ISSUED' && !hasOpenCard(leg) && !underAppeal(leg));

const isUndelivered = (leg: LegForStatus): boolean => leg.undelivered || (leg.status === 'NOT_VALIDATED' && leg.reason === 'undelivered');
const isRefused = (leg: LegForStatus): boolean =>
  leg.status === 'DECISION_ISSUED' && ['NEGATIVE_DECISION_ISSUED', 'NEGATIVE_DECISION_ACCEPTED', 'APPEAL_REJECTED'].includes(leg.decisionStatus ?? '');
const isGranted = (leg: LegForStatus): boolean =>
  leg.status === 'DECISION_ISSUED' && (leg.decisionStatus === 'POSITIVE_DECISION_ACCEPTED' || (leg.decisionStatus === 'POSITIVE_DECISION_ISSUED' && !leg.acceptance));

const waitsOnApplicant = (leg: LegForStatus): boolean =>
  leg.status === 'AWAITING_ADDITIONAL_INFORMATION' || hasOpenCard(leg) || (leg.status === 'NOT_VALIDATED' && !isUndelivered(leg));

/** Who must act next on one leg (table of §2.7). */
export const nextActorOf = (leg: LegForStatus): NextActor => {
  if (waitsOnApplicant(leg)) return 'applicant';
  if (isUndelivered(leg)) return 'operator';
  if (leg.status === 'SUBMITTED' || leg.status === 'PRE_SCREENING' || leg.status === 'PROCESSING') return 'hdab';
  if (leg.status === 'DECISION_ISSUED') {
    if (leg.decisionStatus === 'POSITIVE_DECISION_ACCEPTED' || isGranted(leg)) return 'hdab';
    if (leg.decisionStatus === 'NEGATIVE_DECISION_ISSUED') return 'applicant';
    if (leg.decisionStatus === 'NEGATIVE_DECISION_APPEALED') return 'appeal-body';
    if (leg.decisionStatus === 'APPEAL_APPROVED') return 'hdab';
  }
  return 'nobody';
};

const clocksOf: Readonly<Record<NextActor, readonly string[]>> = {
  applicant: ['K3', 'K10', 'K11', 'K12', 'K24'], hdab: ['K2', 'K4', 'K5', 'K6', 'K13'], holder: ['K14'], operator: [], nobody: [], 'appeal-body': [],
};

/** Earliest running date of whoever must act. K2 is an internal target: shown only when no statutory date runs. */
export const dueOf = (leg: LegForStatus): Instant | undefined => {
  const running = leg.clocks.filter((clock) => clock.state === 'running' && clock.dueAt !== undefined && clocksOf[nextActorOf(leg)].includes(clock.clock));
  const statutory = running.filter((clock) => clock.clock !== 'K2');
  return (statutory.length > 0 ? statutory : running).map((clock) => clock.dueAt as Instant).sort()[0];
};

const flagsOf = (legs: readonly LegForStatus[], now: Instant): string[] => {
  const clocks = legs.flatMap((leg) => leg.clocks);
  const soon = new Date(Date.parse(now) + dueSoonMs).toISOString();
  const flags: readonly (readonly [string, boolean])[] = [
    ['refused', legs.some(isRefused)],
    ['overdue', clocks.some((clock) => isOverdue(clock, now))],
    ['due-soon', clocks.some((clock) => clock.state === 'running' && clock.dueAt !== undefined && clock.dueAt >= now && clock.dueAt <= soon)],
    ['undelivered', legs.some(isUndelivered)],
    ['stale', legs.some((leg) => leg.stale)],
    ['appealed', legs.some((leg) => leg.decisionStatus === 'NEGATIVE_DECISION_APPEALED')],
    ['extended', clocks.some((clock) => clock.extended === true)],
    ['unknown-status', legs.some((leg) => !(legStatuses as readonly string[]).includes(leg.status))],
  ];
  return flags.filter(([, set]) => set).map(([flag]) => flag);
};

const headlineOf = (legs: readonly LegForStatus[]): CombinedStatus['headline'] => {
  if (legs.length === 0 || legs.every((leg) => leg.status === 'DRAFT')) return 'DRAFT';
  if (legs.every(isClosed)) {
    if (legs.every((leg) => leg.status === 'WITHDRAWN')) return 'CLOSED_WITHDRAWN';
    if (legs.every(isRefused)) return 'CLOSED_ALL_REFUSED';
    return legs.every(isGranted) ? 'CLOSED_ALL_GRANTED' : 'CLOSED_MIXED';
  }
  if (legs.some(waitsOnApplicant)) return 'ACTION_NEEDED';
  if (legs.some((leg) => isUndelivered(leg) || leg.status === 'NOT_VALIDATED')) return 'DELIVERY_PROBLEM';
  if (legs.some(isClosed)) return 'PARTLY_DECIDED';
  return legs.some((leg) => leg.status === 'ROUTING') ? 'BEING_DELIVERED' : 'IN_PROGRESS';
};

/** Status of the whole application, computed from all legs and never stored as truth: the same function on every screen, export and API.
 *  A headline never stands alone: counts, flags and the list of legs are always with it.
 *  @see applications.md §2.7 */
export const combinedStatusOf = (legs: readonly LegForStatus[], now: Instant): CombinedStatus => {
  const ordered = [...legs].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const counts: Record<string, number> = {};
  for (const leg of ordered) counts[leg.status] = (counts[leg.status] ?? 0) + 1;
  const waitingOn = ordered.flatMap((leg) => {
    const actor = nextActorOf(leg);
    const due = dueOf(leg);
    return actor === 'nobody' ? [] : [{ leg: leg.id, actor, ...(due === undefined ? {} : { due }) }];
  });
  const open = waitingOn.filter((wait) => ordered.some((leg) => leg.id === wait.leg && !isClosed(leg)));
  const mine = open.filter((wait) => wait.actor === 'applicant');
  const nextDue = (mine.length > 0 ? mine : open).flatMap((wait) => wait.due ?? []).sort()[0];
  const headline = headlineOf(ordered);
  return { headline, counts, waitingOn, ...(nextDue === undefined ? {} : { nextDue }), flags: flagsOf(ordered, now), sentence: sentenceOf(ordered, { isClosed, isGranted, isRefused, waitsOnApplicant }) };
};
