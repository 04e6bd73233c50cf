import type { Caller } from '../../../core/roles.ts';
import { hasRole } from '../../../core/roles.ts';
import type { ClockRow } from '../../../core/applications/clocks/leg-clock.ts';
import { clocksInForce, isOverdue } from '../../../core/applications/clocks/leg-clock.ts';
import type { LegEvent } from '../../../core/applications/leg-events.ts';
import { allowedEvents } from '../../../core/applications/transitions.ts';
import type { ReceivedLeg } from '../legs.ts';
import { stateOf } from '../legs.ts';
import type { ApplicationSettings } from '../settings.ts';

/** Four eyes (applications.md §6.1): a case handler proposes, a different person decides. @returns why not, or undefined */
export const fourEyesFault = (leg: ReceivedLeg, person: string, settings: Pick<ApplicationSettings, 'decision.fourEyes'>): string | undefined => {
  if (!settings['decision.fourEyes']) return undefined;
  if (leg.proposal === undefined) return 'A case handler must propose a decision first; another person decides (four eyes).';
  return leg.proposal.by === person ? 'Whoever proposed cannot decide: another decision maker must (four eyes).' : undefined;
};

const isPast = (clocks: readonly ClockRow[], ids: readonly string[], now: string): boolean =>
  clocksInForce(clocks).some((row) => ids.includes(row.clock) && isOverdue(row, now));

type Look = { readonly leg: ReceivedLeg; readonly clocks: readonly ClockRow[]; readonly caller: Caller; readonly settings: ApplicationSettings; readonly now: string };

/** A refusal straight from the completeness check needs a question answered in time and still incomplete (transition 11). */
const refusable = (leg: ReceivedLeg, events: ReadonlySet<LegEvent>): boolean => events.has('decide-negative') || (events.has('refuse-incomplete') && leg.answered);

const forDecisionMaker = ({ leg, clocks, caller, settings, now }: Look, events: ReadonlySet<LegEvent>): string[] => {
  const eyes = fourEyesFault(leg, caller.person, settings) === undefined;
  const running = clocksInForce(clocks).find((row) => (row.clock === 'K4' || row.clock === 'K5' || (row.clock === 'K6' && settings['request.extension'])) && row.state === 'running');
  const open = leg.status === 'SUBMITTED' || leg.status === 'PRE_SCREENING' || leg.status === 'PROCESSING';
  return [
    ...(eyes && events.has('decide-positive') ? ['decide-positive'] : []),
    ...(eyes && refusable(leg, events) && settings['appeal.days'] !== undefined ? ['decide-negative'] : []),
    ...(open && running !== undefined && !running.extended && !isOverdue(running, now) ? ['extend'] : []),
    ...(events.has('close-unanswered-refused') && isPast(clocks, ['K3', 'K10'], now) ? ['close-unanswered'] : []),
    ...(leg.decision !== undefined && leg.decisionPublishedAt === undefined ? ['publish'] : []),
    ...(events.has('lapse') && isPast(clocks, ['K12'], now) ? ['lapse'] : []),
  ];
};

/** What this person may do with the leg now; the desk offers these and the action checks the same list. */
export const allowedActions = (look: Look): readonly string[] => {
  const { leg, caller } = look;
  const events = new Set(allowedEvents(stateOf(leg)));
  if (!hasRole(caller, 'case-handler', 'decision-maker')) return [];
  const closed = leg.status === 'WITHDRAWN' || leg.status === 'DECISION_ISSUED';
  return [
    ...(events.has('open') ? ['open'] : []),
    ...(events.has('complete') ? ['complete'] : []),
    ...(events.has('ask-completeness') || events.has('ask-clarification') ? ['ask'] : []),
    ...(events.has('decide-positive') || refusable(leg, events) ? ['propose'] : []),
    ...(closed ? [] : ['assign']),
    'note',
    ...(hasRole(caller, 'decision-maker') ? forDecisionMaker(look, events) : []),
  ];
};
