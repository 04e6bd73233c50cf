import type { Instant } from '../../clock.ts';
import { daysBetween, localDay } from './calendar.ts';
import type { ClockRules } from './clock-rules.ts';
import { statutory } from './clock-rules.ts';
import type { Length } from './due-date.ts';
import { dueDate, dueFromDay, pausedDue } from './due-date.ts';
import type { ClockId, ClockRow } from './leg-clock.ts';
import { clocksInForce } from './leg-clock.ts';

/** Statutory and internal periods of one leg as a pure function of events (applications.md §3): given the rows so far and what
 *  happened, the rows to add. Only the deciding node computes; partners show the dates they were sent and never recompute. */
export type DecisionClock = 'K4' | 'K5' | 'K6';
export type QuestionKind = 'completeness' | 'clarification';

export type ClockEvent =
  | { readonly type: 'received'; readonly at: Instant; readonly decisionClock: DecisionClock }
  | { readonly type: 'completed'; readonly at: Instant }
  | { readonly type: 'asked'; readonly at: Instant; readonly kind: QuestionKind }
  /** The home node's receipt of the question: the applicant's period starts then. */
  | { readonly type: 'question-stored'; readonly at: Instant; readonly kind: QuestionKind }
  | { readonly type: 'answered'; readonly at: Instant; readonly kind: QuestionKind }
  | { readonly type: 'extended'; readonly at: Instant; readonly why: string }
  | { readonly type: 'decided'; readonly at: Instant }
  /** The home node's receipt of the decision card. */
  | { readonly type: 'decision-stored'; readonly at: Instant; readonly outcome: 'positive' | 'negative'; readonly acceptance: boolean }
  | { readonly type: 'responded'; readonly at: Instant }
  | { readonly type: 'published'; readonly at: Instant }
  | { readonly type: 'withdrawn'; readonly at: Instant };

const start = (clock: ClockId, at: Instant, length: Length, why: string, rules: ClockRules, extended = false): ClockRow => {
  const { startDay, dueDate: day, dueAt } = dueDate(at, length, rules.calendar);
  return { clock, startedAt: at, startDay, length, extended, state: 'running', dueAt, dueDate: day, timeZone: rules.calendar.timeZone, why, at };
};

const stop = (row: ClockRow, state: 'void' | 'paused' | 'ended', why: string, at: Instant): ClockRow => ({
  ...row, state, why, at, ...(state === 'ended' ? {} : { dueAt: undefined, dueDate: undefined }),
});

const isOpen = (row: ClockRow | undefined): row is ClockRow => row !== undefined && row.state !== 'ended';

/** A full period from the day of the event; an extension once given is kept, because it lengthened the period from its start (rule 5). */
const restart = (row: ClockRow, at: Instant, why: string, rules: ClockRules): ClockRow => start(row.clock, at, row.length, why, rules, row.extended);

const resume = (row: ClockRow, at: Instant, rules: ClockRules): ClockRow => {
  const zone = rules.calendar.timeZone;
  const waited = daysBetween(localDay(row.at, zone), localDay(at, zone));
  const due = pausedDue(row.startDay, row.length, waited, rules.calendar);
  return { ...row, state: 'running', why: 'answered', at, dueAt: due.dueAt, dueDate: due.dueDate };
};

/** What a question does to the decision clock: Art. 68(4) voids for an incomplete application; in assessment and for requests by setting (§2.6 C16). */
const effectOfQuestion = (clock: DecisionClock, kind: QuestionKind, rules: ClockRules): 'restart' | 'pause' | 'run' => {
  if (clock === 'K6') return rules.requestOnQuestion;
  return kind === 'completeness' ? 'restart' : rules.onClarification;
};

type Current = (id: ClockId) => ClockRow | undefined;

const decisionClock = (current: Current): ClockRow | undefined => (['K4', 'K5', 'K6'] as const).map(current).find((row) => isOpen(row));

const onReceived = (event: Extract<ClockEvent, { type: 'received' }>, rules: ClockRules): ClockRow[] => {
  const { at, decisionClock: id } = event;
  const published = start('K1', at, { workingDays: 1 }, 'received', rules);
  return [
    // The register entry is made with the leg itself, so the duty to publish (Art. 57(1)(j)(ii)) ends in the same moment.
    published, stop(published, 'ended', 'register entry made', at),
    start('K2', at, { workingDays: rules.completenessDays }, 'received', rules),
    start(id, at, { months: statutory[id].months }, 'received', rules),
  ];
};

const onAsked = (event: Extract<ClockEvent, { type: 'asked' }>, current: Current, rules: ClockRules): ClockRow[] => {
  const rows: ClockRow[] = [];
  const check = current('K2');
  if (isOpen(check)) rows.push(stop(check, 'void', 'asked', event.at));
  const decision = decisionClock(current);
  if (decision === undefined) return rows;
  const effect = effectOfQuestion(decision.clock as DecisionClock, event.kind, rules);
  if (effect === 'restart') rows.push(stop(decision, 'void', `asked: ${event.kind}`, event.at));
  if (effect === 'pause') rows.push(stop(decision, 'paused', `asked: ${event.kind}`, event.at));
  return rows;
};

const onAnswered = (event: Extract<ClockEvent, { type: 'answered' }>, current: Current, rules: ClockRules): ClockRow[] => {
  const rows: ClockRow[] = [];
  const asked = current(event.kind === 'completeness' ? 'K3' : 'K10');
  if (isOpen(asked)) rows.push(stop(asked, 'ended', 'answered', event.at));
  const check = current('K2');
  if (check?.state === 'void') rows.push(restart(check, event.at, 'answered', rules));
  const decision = decisionClock(current);
  if (decision?.state === 'void') rows.push(restart(decision, event.at, 'answered', rules));
  if (decision?.state === 'paused') rows.push(resume(decision, event.at, rules));
  return rows;
};

const onExtended = (event: Extract<ClockEvent, { type: 'extended' }>, current: Current, rules: ClockRules): ClockRow[] => {
  const decision = decisionClock(current);
  if (decision === undefined || decision.extended || decision.state !== 'running') return [];
  const facts = statutory[decision.clock as DecisionClock];
  const length = { months: facts.months + facts.extension };
  const due = dueFromDay(decision.startDay, length, rules.calendar);
  return [{ ...decision, length, extended: true, why: `extended: ${event.why}`, at: event.at, dueAt: due.dueAt, dueDate: due.dueDate }];
};

const endOpen = (ids: readonly ClockId[], current: Current, why: string, at: Instant): ClockRow[] =>
  ids.map(current).filter(isOpen).map((row) => stop(row, 'ended', why, at));

const onDecisionStored = (event: Extract<ClockEvent, { type: 'decision-stored' }>, rules: ClockRules): ClockRow[] => {
  if (event.outcome === 'positive') return event.acceptance ? [start('K12', event.at, { days: rules.acceptanceDays }, 'decision received', rules)] : [];
  return rules.appealDays === undefined ? [] : [start('K24', event.at, { days: rules.appealDays }, 'decision received', rules)];
};

const beforeDecision = ['K2', 'K3', 'K4', 'K5', 'K6', 'K10'] as const;

/** Rows to add after an event; nothing already written ever changes.
 *  @param rows all rows of the leg so far, oldest first
 *  @see applications.md §3.1 rules 5-8, §3.2 */
export const clockRowsAfter = (rows: readonly ClockRow[], event: ClockEvent, rules: ClockRules): readonly ClockRow[] => {
  const inForce = clocksInForce(rows);
  const current: Current = (id) => inForce.find((row) => row.clock === id);
  switch (event.type) {
    case 'received':
      return onReceived(event, rules);
    case 'completed':
      return endOpen(['K2'], current, 'complete', event.at);
    case 'asked':
      return onAsked(event, current, rules);
    case 'question-stored':
      return event.kind === 'completeness'
        ? [start('K3', event.at, statutory.K3, 'question received', rules)]
        : [start('K10', event.at, { days: rules.clarificationDays }, 'question received', rules)];
    case 'answered':
      return onAnswered(event, current, rules);
    case 'extended':
      return onExtended(event, current, rules);
    case 'decided':
      return [...endOpen(beforeDecision, current, 'decided', event.at), start('K16', event.at, statutory.K16, 'decided', rules)];
    case 'decision-stored':
      return onDecisionStored(event, rules);
    case 'responded':
      return endOpen(['K12', 'K24'], current, 'answered', event.at);
    case 'published':
      return endOpen(['K16'], current, 'published', event.at);
    case 'withdrawn':
      return endOpen([...beforeDecision, 'K12', 'K24'], current, 'withdrawn', event.at);
  }
};
