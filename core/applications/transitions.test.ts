import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionStatuses, legStatuses } from '../api/applications.ts';
import { decisionEvents, decisionTransitions, nextDecisionStatus } from './decision-status.ts';
import { legEvents } from './leg-events.ts';
import type { LegState } from './transitions.ts';
import { allowedEvents, isKnownStep, legTransitions, nextLegState } from './transitions.ts';

/** The table of applications.md §2.3 written a second time by hand, from → to, so that a slip in one is seen. */
const drawn: Readonly<Record<string, readonly string[]>> = {
  DRAFT: ['ROUTING'],
  ROUTING: ['SUBMITTED', 'NOT_VALIDATED', 'WITHDRAWN'],
  NOT_VALIDATED: ['ROUTING'],
  SUBMITTED: ['PRE_SCREENING', 'WITHDRAWN'],
  PRE_SCREENING: ['PROCESSING', 'AWAITING_ADDITIONAL_INFORMATION', 'DECISION_ISSUED', 'WITHDRAWN'],
  PROCESSING: ['AWAITING_ADDITIONAL_INFORMATION', 'DECISION_ISSUED', 'WITHDRAWN'],
  AWAITING_ADDITIONAL_INFORMATION: ['PRE_SCREENING', 'PROCESSING', 'DECISION_ISSUED', 'WITHDRAWN'],
  DECISION_ISSUED: ['WITHDRAWN', 'PROCESSING'],
  WITHDRAWN: [],
};

const phases = [undefined, 'PRE_SCREENING', 'PROCESSING'] as const;
const states: readonly LegState[] = legStatuses.flatMap((status) => phases.flatMap((phase) => [undefined, ...decisionStatuses].map((decisionStatus) => ({ status, phase, decisionStatus }))));

describe('leg transitions', () => {
  it('lead only where the table says, from every state by every event', () => {
    for (const state of states)
      for (const event of legEvents) {
        const outcome = nextLegState(state, event);
        if (outcome.type === 'moved') expect(drawn[state.status], `${state.status} ${event}`).toContain(outcome.state.status);
      }
  });
  it('reach every arrow of the table', () => {
    for (const [from, targets] of Object.entries(drawn))
      for (const to of targets) {
        const found = states.some((state) => state.status === from && legEvents.some((event) => {
          const outcome = nextLegState(state, event);
          return outcome.type === 'moved' && outcome.state.status === to;
        }));
        expect(found, `${from} → ${to}`).toBe(true);
      }
  });
  it('never leave WITHDRAWN', () => {
    for (const state of states.filter((entry) => entry.status === 'WITHDRAWN')) expect(allowedEvents(state)).toEqual([]);
  });
  it('name what is allowed when they refuse', () => {
    expect(nextLegState({ status: 'SUBMITTED' }, 'decide-positive')).toEqual({ type: 'refused', allowed: ['open', 'withdraw'] });
  });
  it('go back to the phase a question came from', () => {
    const afterAnswer = (first: 'ask-completeness' | 'ask-clarification', from: LegState): LegState => {
      const asked = nextLegState(from, first);
      if (asked.type !== 'moved') throw new Error('not asked');
      const answered = nextLegState(asked.state, 'answer');
      if (answered.type !== 'moved') throw new Error('not answered');
      return answered.state;
    };
    expect(afterAnswer('ask-completeness', { status: 'PRE_SCREENING' }).status).toBe('PRE_SCREENING');
    expect(afterAnswer('ask-clarification', { status: 'PROCESSING' }).status).toBe('PROCESSING');
  });
  it('reach no forbidden state by any sequence of events', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...legEvents), { maxLength: 60 }), (events) => {
      let state: LegState = { status: 'DRAFT' };
      for (const event of events) {
        const outcome = nextLegState(state, event);
        if (outcome.type === 'refused') continue;
        state = outcome.state;
        // A decision exists exactly where one was issued, and only a question keeps a phase.
        expect(state.status === 'DECISION_ISSUED').toBe(state.decisionStatus !== undefined && state.status !== 'WITHDRAWN');
        expect(state.phase !== undefined).toBe(state.status === 'AWAITING_ADDITIONAL_INFORMATION');
      }
    }));
  });
  it('are each caused by somebody', () => {
    for (const event of legEvents) expect(legTransitions[event].by.length).toBeGreaterThan(0);
  });
  it('know their own steps and call others jumps', () => {
    expect(isKnownStep({ status: 'SUBMITTED' }, { status: 'PRE_SCREENING' })).toBe(true);
    expect(isKnownStep({ status: 'SUBMITTED' }, { status: 'DECISION_ISSUED' })).toBe(false);
    expect(isKnownStep({ status: 'SUBMITTED' }, { status: 'SOMETHING_NEW' })).toBe(false);
  });
});

describe('decision status', () => {
  it('moves only by the table', () => {
    for (const from of [undefined, ...decisionStatuses])
      for (const event of decisionEvents) {
        const next = nextDecisionStatus(from, event);
        expect(next).toBe(decisionTransitions[event].from.includes(from) ? decisionTransitions[event].to : undefined);
      }
  });
  it('ends with an accepted permit, a declined one, or an appeal rejected', () => {
    for (const last of ['POSITIVE_DECISION_ACCEPTED', 'POSITIVE_DECISION_REJECTED', 'NEGATIVE_DECISION_ACCEPTED', 'APPEAL_REJECTED'] as const)
      expect(decisionEvents.filter((event) => nextDecisionStatus(last, event) !== undefined)).toEqual([]);
  });
});
