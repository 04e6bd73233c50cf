import type { ClockView, DeliveryView, LegView } from '../../../core/api/applications.ts';
import type { ClockSnapshot } from '../../../core/applications/messages.ts';
import { isOverdue } from '../../../core/applications/clocks/leg-clock.ts';
import type { ClockId } from '../../../core/applications/clocks/leg-clock.ts';
import { clockFacts } from '../../../core/applications/clocks/leg-clock.ts';
import { dueOf, hasOpenCard, nextActorOf } from '../../../core/applications/combined-status.ts';
import type { LegForStatus } from '../../../core/applications/leg-for-status.ts';
import { msOf } from '../../../core/clock.ts';
import { legIdOf } from '../../../core/ids.ts';
import type { Application, HomeLeg } from '../legs.ts';
import type { HistoryLine } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import { isResubmittable } from './resubmit.ts';
import { isWithdrawable } from './withdraw.ts';

export const clockViewOf = (clock: ClockSnapshot, now: string): ClockView => {
  const law = clockFacts[clock.clock as ClockId]?.law;
  return {
    id: clock.clock, startedAt: clock.startedAt, timeZone: clock.timeZone, overdue: isOverdue(clock, now),
    state: clock.state === 'running' || clock.state === 'ended' ? clock.state : 'void',
    ...(clock.dueAt === undefined ? {} : { dueAt: clock.dueAt }), ...(clock.dueDate === undefined ? {} : { dueDate: clock.dueDate }), ...(law === undefined ? {} : { law }),
  };
};

/** Nothing heard for longer than the setting, while what this node sends does not get through either (applications.md §2.7). */
const isStale = (parts: Parts, leg: HomeLeg, delivery: DeliveryView): boolean =>
  leg.node !== parts.node.id && delivery.reason === 'unreachable' && parts.clock.ms() - msOf(leg.asOf) > parts.settings['status.staleAfterHours'] * 3_600_000;

/** A leg as the combined status looks at it. */
export const forStatus = (parts: Parts, leg: HomeLeg, delivery: DeliveryView): LegForStatus => ({
  id: leg.node, country: leg.country, status: leg.status, reason: leg.reason, decisionStatus: leg.decisionStatus, acceptance: leg.decision?.acceptance ?? true,
  undelivered: delivery.state === 'undelivered' && leg.status === 'ROUTING', stale: isStale(parts, leg, delivery), clocks: leg.clocks,
});

const allowedOf = (leg: HomeLeg, seen: LegForStatus): string[] => [
  ...(isWithdrawable(leg) ? ['withdraw'] : []),
  ...(isResubmittable(leg) ? ['resubmit'] : []),
  ...(leg.request === undefined ? [] : ['answer']),
  ...(hasOpenCard(seen) ? ['accept', 'decline'] : []),
  ...(leg.decisionStatus === 'NEGATIVE_DECISION_ISSUED' ? ['accept-refusal'] : []),
];

const decisionOf = (leg: HomeLeg): LegView['decision'] =>
  leg.decision === undefined ? undefined : {
    outcome: leg.decision.outcome, issuedAt: leg.decision.issuedAt, decisionId: leg.decision.decisionId,
    ...(leg.decision.justification === undefined ? {} : { justification: leg.decision.justification }),
  };

const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> => (value === undefined ? {} : ({ [key]: value } as Record<K, V>));

/** One country's part as the applicant sees it: delivery and decision apart, who must act, by when. */
export const legViewOf = (parts: Parts, application: Application, leg: HomeLeg, delivery: DeliveryView, history: readonly HistoryLine[]): LegView => {
  const now = parts.clock.now();
  const seen = forStatus(parts, leg, delivery);
  return {
    id: legIdOf(leg.application, leg.node), application: leg.application, node: leg.node, country: leg.country, status: leg.status, asOf: leg.asOf, stale: seen.stale, version: leg.version,
    datasets: application.datasets.filter((dataset) => dataset.node === leg.node).map(({ country: _country, ...dataset }) => dataset),
    delivery, clocks: leg.clocks.map((clock) => clockViewOf(clock, now)), nextActor: nextActorOf(seen),
    history: history.map((line) => ({ at: line.at, status: line.decisionStatus ?? line.status, by: line.by, ...optional('note', line.note) })),
    allowed: allowedOf(leg, seen), findings: [...leg.findings],
    ...optional('reason', leg.reason), ...optional('decisionStatus', leg.decisionStatus), ...optional('nextDue', dueOf(seen)), ...optional('decision', decisionOf(leg)),
    ...optional('withdrawalRequestedAt', leg.withdrawalRequestedAt),
    ...optional('request', leg.request === undefined ? undefined : { ...leg.request, questions: [...leg.request.questions] }),
  } as LegView;
};
