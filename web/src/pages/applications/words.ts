import type { TFunction } from 'i18next';
import type { ApplicationView, ClockView, LegView } from '../../../../core/api/applications.ts';
import type { Format } from '../../format/use-format.ts';
import type { Tone } from '../../ui/status-tag.tsx';

/** The applicant's words for where a country stands (portal.md §2): never the terms of the machinery. */
const tones: Record<string, Tone> = {
  ROUTING: 'info', NOT_VALIDATED: 'danger', SUBMITTED: 'info', PRE_SCREENING: 'info', PROCESSING: 'info', AWAITING_ADDITIONAL_INFORMATION: 'warning', WITHDRAWN: 'neutral', DRAFT: 'neutral',
};

export const legTone = (leg: Pick<LegView, 'status' | 'decisionStatus'>): Tone => {
  if (leg.status !== 'DECISION_ISSUED') return tones[leg.status] ?? 'neutral';
  return leg.decisionStatus?.startsWith('NEGATIVE') === true ? 'danger' : 'success';
};

/** Codes of newer partners are shown as they came (applications.md §2.2). */
export const statusWords = (leg: Pick<LegView, 'status' | 'decisionStatus'>, t: TFunction): string =>
  leg.status === 'DECISION_ISSUED' && leg.decisionStatus !== undefined
    ? t(`decisionStatus.${leg.decisionStatus}`, { defaultValue: leg.decisionStatus })
    : t(`legStatus.${leg.status}`, { defaultValue: leg.status });

export const deliveryWords = (leg: LegView, t: TFunction, format: Format): string => {
  const country = format.country(leg.node);
  const { delivery } = leg;
  switch (delivery.state) {
    case 'delivered':
      return delivery.deliveredAt === undefined ? t('delivery.delivered') : t('delivery.deliveredAt', { when: format.instant(delivery.deliveredAt) });
    case 'in-flight':
      return t('delivery.sending', { country });
    case 'undelivered':
      return t('delivery.undelivered', { country });
    case 'waiting':
      return delivery.nextAttemptAt === undefined ? t('delivery.waiting', { country }) : t('delivery.waitingUntil', { country, when: format.instant(delivery.nextAttemptAt) });
    case 'none':
      return leg.status === 'DRAFT' ? '' : t('delivery.here');
  }
};

export const dueClock = (leg: Pick<LegView, 'clocks'>): ClockView | undefined =>
  leg.clocks.filter((clock) => clock.state === 'running' && (clock.dueDate ?? clock.dueAt) !== undefined).sort((a, b) => ((a.dueAt ?? a.dueDate ?? '') < (b.dueAt ?? b.dueDate ?? '') ? -1 : 1))[0];

export const dueOf = (leg: Pick<LegView, 'nextDue' | 'clocks'>): string | undefined => {
  const clock = dueClock(leg);
  return leg.nextDue ?? clock?.dueDate ?? clock?.dueAt;
};

export const nextActorWords = (leg: Pick<LegView, 'nextActor' | 'node' | 'status'>, t: TFunction, format: Format): string =>
  leg.nextActor === 'nobody' && leg.status === 'ROUTING' ? t('nextActor.delivery') : t(`nextActor.${leg.nextActor}`, { country: format.country(leg.node) });

export const headlineTone = (application: { combined: ApplicationView['combined'] }): Tone => {
  const { headline } = application.combined;
  if (headline === 'ACTION_NEEDED' || headline === 'DELIVERY_PROBLEM') return 'warning';
  if (headline === 'CLOSED_ALL_GRANTED') return 'success';
  if (headline === 'CLOSED_ALL_REFUSED') return 'danger';
  return headline === 'DRAFT' || headline === 'CLOSED_WITHDRAWN' ? 'neutral' : 'info';
};

/** What came of one attempt to reach a country, without the codes that operators read. */
export const attemptWords = (outcome: string, t: TFunction): string => {
  if (outcome.startsWith('delivered')) return t('attempt.delivered');
  if (outcome.startsWith('partner-')) return t('attempt.unreachable');
  if (outcome === 'throttled' || outcome === 'maintenance') return t('attempt.busy');
  return t('attempt.notTaken');
};
