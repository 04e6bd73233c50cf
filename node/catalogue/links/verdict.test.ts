import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRecord } from '../../../test/support/record-arbitrary.ts';
import { linksOf } from './record-links.ts';
import type { CheckedLink } from './verdict.ts';
import { isDead, isKnown, linkFacts, outcomeOf } from './verdict.ts';

const link = (more: Partial<CheckedLink>): CheckedLink => ({ path: 'dcat:distribution/dcat:accessURL', focus: 'https://d.example/1', url: 'https://x.example/', outcome: 'answers', status: 200, code: null, failures: 0, checked_at: '2026-11-22T03:00:00.000Z', ...more });

describe('what came of trying an address', () => {
  it.each([[200, 'answers'], [206, 'answers'], [304, 'answers'], [416, 'answers'], [401, 'needs-login'], [403, 'needs-login'], [404, 'gone'], [410, 'gone'], [400, 'failing'], [500, 'failing'], [503, 'failing'], [429, 'later']] as const)('%i is %s', (status, outcome) => expect(outcomeOf({ kind: 'status', status })).toBe(outcome));

  it('waits when it is asked to, and takes no address it may not connect to for a dead one', () => {
    expect(outcomeOf({ kind: 'status', status: 503, retryAfterMs: 1000 })).toBe('later');
    expect(outcomeOf({ kind: 'refused', code: 'blocked-address' })).toBe('refused');
    expect(isDead(link({ outcome: 'refused', status: null }), 'PUBLIC')).toBe(false);
  });

  it('believes a failure the second time, a 404 at once', () => {
    expect(isKnown(link({ outcome: 'failing', failures: 1 }))).toBe(false);
    expect(isDead(link({ outcome: 'failing', failures: 2 }), 'PUBLIC')).toBe(true);
    expect(isDead(link({ outcome: 'gone', failures: 0 }), 'PUBLIC')).toBe(true);
  });

  it('takes a login for an answer unless the data are public', () => {
    expect([isDead(link({ outcome: 'needs-login' }), 'NON_PUBLIC'), isDead(link({ outcome: 'needs-login' }), 'RESTRICTED'), isDead(link({ outcome: 'needs-login' }), 'PUBLIC')]).toEqual([false, false, true]);
    expect(linkFacts([link({ outcome: 'needs-login', status: 403 })], 'NON_PUBLIC')).toMatchObject({ access: 'answers', findings: [] });
  });

  it('says nothing while one address of a kind is not tried, and which one is dead', () => {
    expect(linkFacts([link({}), link({ url: 'https://y.example/', outcome: null, status: null, checked_at: null })], 'PUBLIC')).toMatchObject({ access: 'unchecked', landing: 'unchecked', checked: 1, unchecked: 1 });
    const facts = linkFacts([link({}), link({ url: 'https://y.example/', outcome: 'gone', status: 404 })], 'PUBLIC');
    expect(facts).toMatchObject({ access: 'dead', checkedAt: '2026-11-22T03:00:00.000Z' });
    expect(facts.findings).toEqual([{ code: 'dead-link', severity: 'warning', rule: 'own', focus: 'https://d.example/1', path: 'dcat:distribution/dcat:accessURL', expected: 'answers', found: ['https://y.example/', 'HTTP 404', '2026-11-22'] }]);
  });
});

describe('the addresses of a record', () => {
  it('are web addresses without fragment and password, at most a hundred, each once', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const links = linksOf(record);
      expect(links.length).toBeLessThanOrEqual(100);
      for (const { url } of links) expect(new URL(url)).toMatchObject({ hash: '', password: '' });
      expect(new Set(links.map((one) => JSON.stringify(one))).size).toBe(links.length);
    }), { numRuns: 30 });
  });

  it('leave out what is no web address', () => {
    const [record] = fc.sample(anyRecord, { numRuns: 1, seed: 3 });
    if (record === undefined) throw new Error('no sample');
    expect(linksOf({ ...record, distribution: [], contactPoint: [], page: [], landingPage: ['ftp://a.example/', 'urn:x', 'https://u:p@a.example/', 'https://a.example/#part', 'not an address'] }).map(({ url }) => url).filter((url) => url.includes('a.example'))).toEqual(['https://a.example/']);
  });
});
