import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkStatus, StatusDocument } from '../../core/api/status.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import { conclude } from './conclude.ts';

const now = msOf('2029-05-03T12:00:00.000Z');
const link = (partner: string, more: Partial<LinkStatus> = {}): LinkStatus => ({ partner, state: 'open', waiting: 0, inFlight: 0, dead: 0, failuresLastHour: 0, ...more });
const aDocument = (id: string, more: Partial<StatusDocument> = {}): StatusDocument => ({
  node: { id, version: '1', protocolVersions: ['1.0'], started: instantOf(now), now: instantOf(now), incidents: [] },
  certificates: { tlsDaysLeft: 90 },
  catalogue: { records: 3, violations: 0, sources: [] },
  links: [],
  applications: { openByStatus: {}, openByAge: [], dueIn14Days: 0, overdue: 0, decidedLast90Days: 0 },
  capacity: { database: true, queue: true },
  ...more,
});
const heard = (document: StatusDocument, ageMs = 1000) => ({ document, receivedAt: instantOf(now - ageMs) });
const about = (document: StatusDocument, others: StatusDocument[] = [], ageMs = 1000) => conclude(heard(document, ageMs), others, now, 60_000);

describe('what the coordinator concludes', () => {
  it('knows nothing of a node that was never heard', () => {
    expect(conclude({ lastError: 'partner-connect' }, [], now, 60_000)).toEqual({ conclusion: 'unknown', reasons: [{ code: 'partner-connect', values: {} }] });
  });
  it('calls a node with a young, clean document well', () => {
    expect(about(aDocument('FI'))).toEqual({ conclusion: 'well', reasons: [] });
  });
  it('takes three minutes as young and five as reachable', () => {
    expect(about(aDocument('FI'), [], 179_000).conclusion).toBe('well');
    expect(about(aDocument('FI'), [], 200_000).conclusion).toBe('degraded');
    expect(about(aDocument('FI'), [], 301_000)).toMatchObject({ conclusion: 'unreachable', reasons: [{ code: 'no-document', values: { seconds: 301 } }] });
  });
  it.each([
    ['dead-letters', { links: [link('DE', { dead: 2 })] }],
    ['oldest-waiting', { links: [link('DE', { oldestWaitingSeconds: 3700 })] }],
    ['link-held', { links: [link('DE', { state: 'held', why: 'partner-connect' })] }],
    ['certificate-ends', { certificates: { tlsDaysLeft: 13.9 } }],
    ['overdue-legs', { applications: { openByStatus: {}, openByAge: [], dueIn14Days: 0, overdue: 1, decidedLast90Days: 0 } }],
    ['source-broken', { catalogue: { records: 1, violations: 0, sources: [{ id: 's', read: 0, refused: 0, state: 'broken' as const }] } }],
    ['queue-unreachable', { capacity: { database: true, queue: false } }],
  ])('names %s as the reason of degraded', (code, more) => {
    expect(about(aDocument('FI', more))).toMatchObject({ conclusion: 'degraded', reasons: [{ code }] });
  });
  it('shows a node that says well while a partner cannot reach it as contradicted, with both views', () => {
    const partner = aDocument('FR', { links: [link('FI', { state: 'held', why: 'partner-timeout' })] });
    expect(about(aDocument('FI', { links: [link('FR')] }), [partner])).toEqual({
      conclusion: 'contradicted', reasons: [{ code: 'views-differ', values: { partner: 'FR', partnerSays: 'partner-timeout', nodeSays: 'open', mustAct: 'FI' } }],
    });
  });
  it('takes maintenance as such while it lasts, not before and not after', () => {
    const announced = (from: number, to: number) => about(aDocument('FI', { node: { ...aDocument('FI').node, maintenance: { from: instantOf(now + from), to: instantOf(now + to) } } })).conclusion;
    expect([announced(-1000, 1000), announced(1000, 2000), announced(-2000, -1000)]).toEqual(['maintenance', 'well', 'well']);
  });
  it('does not call a pause a contradiction', () => {
    expect(about(aDocument('FI', { links: [link('FR')] }), [aDocument('FR', { links: [link('FI', { state: 'held', why: 'paused' })] })]).conclusion).toBe('well');
  });
  it('never calls a node well with a reason, nor anything else without one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600_000 }), fc.nat(3), fc.nat(2), fc.boolean(), (ageMs, dead, overdue, database) => {
        const base = aDocument('FI');
        const { conclusion, reasons } = about({ ...base, links: [link('DE', { dead })], applications: { ...base.applications, overdue }, capacity: { database, queue: true } }, [], ageMs);
        expect(conclusion === 'well').toBe(reasons.length === 0);
      }),
    );
  });
});
