import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionStatuses, legStatuses } from '../api/applications.ts';
import { combinedStatusOf, isClosed } from './combined-status.ts';
import type { LegForStatus } from './leg-for-status.ts';

const now = '2029-05-03T10:00:00.000Z';
const submittedStatuses = [...legStatuses.filter((status) => status !== 'DRAFT'), 'SOMETHING_NEW'];

const aLeg = (more: Partial<LegForStatus> = {}): LegForStatus => ({ id: 'FI', country: 'FI', status: 'SUBMITTED', acceptance: true, undelivered: false, stale: false, clocks: [], ...more });
const clock = fc.record({
  clock: fc.constantFrom('K2', 'K3', 'K4', 'K10', 'K12', 'K24'), state: fc.constantFrom('running', 'void', 'ended'),
  dueAt: fc.option(fc.constantFrom('2029-05-01T21:59:59.999Z', '2029-05-10T21:59:59.999Z', '2029-09-01T21:59:59.999Z'), { nil: undefined }),
});
const leg: fc.Arbitrary<LegForStatus> = fc.record({
  id: fc.constantFrom('AT', 'BE', 'DE', 'FI', 'FR', 'IT'), country: fc.constantFrom('AT', 'BE'), status: fc.constantFrom(...submittedStatuses),
  reason: fc.constantFrom(undefined, 'undelivered', 'shape'), decisionStatus: fc.constantFrom(undefined, ...decisionStatuses), acceptance: fc.boolean(), undelivered: fc.boolean(), stale: fc.boolean(),
  clocks: fc.array(clock, { maxLength: 3 }),
});
const legs = fc.uniqueArray(leg, { selector: (entry) => entry.id, minLength: 1, maxLength: 6 });
const waiting = aLeg({ id: 'ZZ', status: 'AWAITING_ADDITIONAL_INFORMATION' });
const refused = aLeg({ id: 'ZZ', status: 'DECISION_ISSUED', decisionStatus: 'NEGATIVE_DECISION_ISSUED' });

describe('combined status', () => {
  it('counts every leg once', () => {
    fc.assert(fc.property(legs, (list) => Object.values(combinedStatusOf(list, now).counts).reduce((sum, count) => sum + count, 0) === list.length));
  });
  it('is closed exactly when no leg is open', () => {
    fc.assert(fc.property(legs, (list) => combinedStatusOf(list, now).headline.startsWith('CLOSED_') === list.every(isClosed)));
  });
  it('says all granted only when nothing is refused, withdrawn or under appeal', () => {
    fc.assert(fc.property(legs, (list) => {
      if (combinedStatusOf(list, now).headline !== 'CLOSED_ALL_GRANTED') return;
      for (const entry of list) {
        expect(entry.status).toBe('DECISION_ISSUED');
        expect(['POSITIVE_DECISION_ISSUED', 'POSITIVE_DECISION_ACCEPTED']).toContain(entry.decisionStatus);
      }
    }));
    const granted = aLeg({ status: 'DECISION_ISSUED', decisionStatus: 'POSITIVE_DECISION_ACCEPTED' });
    expect(combinedStatusOf([granted, { ...granted, id: 'DE' }], now).headline).toBe('CLOSED_ALL_GRANTED');
  });
  it('always flags an overdue clock', () => {
    fc.assert(fc.property(legs, (list) => {
      const overdue = list.some((entry) => entry.clocks.some((one) => one.state === 'running' && one.dueAt !== undefined && one.dueAt < now));
      expect(combinedStatusOf(list, now).flags.includes('overdue')).toBe(overdue);
    }));
  });
  it.each([['waiting', waiting], ['refused', refused]])('keeps every flag and ends "all granted" when a %s leg is added', (_name, added) => {
    fc.assert(fc.property(legs, (list) => {
      const [before, after] = [combinedStatusOf(list, now), combinedStatusOf([...list, added], now)];
      for (const flag of before.flags) expect(after.flags).toContain(flag);
      expect(after.headline).not.toBe('CLOSED_ALL_GRANTED');
    }));
  });
  it('does not depend on the order of legs', () => {
    fc.assert(fc.property(legs, (list) => { expect(combinedStatusOf([...list].reverse(), now)).toEqual(combinedStatusOf(list, now)); }));
  });
  it('names the date of the applicant first', () => {
    const mine = aLeg({ id: 'DE', status: 'AWAITING_ADDITIONAL_INFORMATION', clocks: [{ clock: 'K3', state: 'running', dueAt: '2029-05-18T21:59:59.999Z' }] });
    const theirs = aLeg({ clocks: [{ clock: 'K4', state: 'running', dueAt: '2029-05-10T21:59:59.999Z' }] });
    expect(combinedStatusOf([theirs, mine], now)).toMatchObject({ headline: 'ACTION_NEEDED', nextDue: '2029-05-18T21:59:59.999Z' });
    expect(combinedStatusOf([theirs], now).nextDue).toBe('2029-05-10T21:59:59.999Z');
  });
  it('says it in one sentence in three languages', () => {
    const list = [aLeg({ id: 'DE', country: 'DE', status: 'ROUTING' }), aLeg(), refused];
    expect(combinedStatusOf(list, now).sentence).toEqual({
      en: '3 countries: 1 refused, 1 not yet received by DE, 1 in progress.',
      fr: '3 pays: 1 refus, 1 pas encore reçue par DE, 1 en cours.',
      de: '3 Länder: 1 abgelehnt, 1 noch nicht eingegangen bei DE, 1 in Bearbeitung.',
    });
  });
  it('is a draft without legs', () => expect(combinedStatusOf([], now).headline).toBe('DRAFT'));
});
