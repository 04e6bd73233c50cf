import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRecord } from '../../../test/support/record-arbitrary.ts';
import type { Finding } from '../../../core/catalogue/finding.ts';
import type { DatasetRecord } from '../../../core/catalogue/record.ts';
import { sharedData, sharedQuads } from '../../../test/support/shared-data.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { toRecord } from '../../../mappings/dcat-to-dataset/to-record.ts';
import { rankGains } from './gains.ts';
import { indicators } from './indicators.ts';
import { bandOf, scoreOf, withPoints } from './score.ts';
import { utilityView } from './utility-view.ts';

const violation: Finding = { code: 'missing', severity: 'violation', rule: 'AP/R8', focus: 'd', path: 'healthdcatap:hdab', found: [], expected: 'node' };
const withoutBody = (record: DatasetRecord): DatasetRecord => Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'hdab')) as DatasetRecord;
const weights = (dimension: string): number => indicators.filter((one) => one.dimension === dimension).reduce((sum, { points }) => sum + points, 0);

describe('quality score', () => {
  it('weighs the dimensions as the rules say', () => {
    expect(['findability', 'accessibility', 'interoperability', 'reusability', 'contextuality'].map(weights)).toEqual([25, 20, 25, 20, 10]);
  });

  it.each([[100, 'excellent'], [87, 'excellent'], [86, 'good'], [55, 'good'], [54, 'sufficient'], [30, 'sufficient'], [29, 'poor'], [0, 'poor']])('calls %i %s', (total, band) => expect(bandOf(total)).toBe(band));

  it('stays between 0 and 100, and what is open is what is missing', () => {
    fc.assert(fc.property(anyRecord, fc.boolean(), (record, faulty) => {
      const score = scoreOf(record, faulty ? [violation] : []);
      const open = score.open.reduce((sum, { points }) => sum + points, 0);
      expect(score.total).toBeGreaterThanOrEqual(0);
      expect(Math.abs(score.total + open - 100)).toBeLessThan(2);
      expect(scoreOf(record, [violation]).total).toBeLessThanOrEqual(scoreOf(record, []).total);
    }), { numRuns: 40 });
  });

  it('leaves out what does not apply and scales the rest', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const without = scoreOf({ ...record, hasStructuredData: false }, []);
      expect(without.open.map(({ indicator }) => indicator)).not.toContain('variables');
      expect(Math.round(Object.values(without.dimensions).reduce((sum, { of }) => sum + of, 0))).toBe(100);
    }), { numRuns: 10 });
  });

  it('tells a finding what mending it wins', () => {
    const record = fc.sample(anyRecord, { numRuns: 1, seed: 1 })[0];
    if (record === undefined) throw new Error('no sample');
    const score = scoreOf(withoutBody(record), [violation]);
    expect(withPoints([violation], score)[0]?.points).toBe(score.open.find(({ indicator }) => indicator === 'hdab-contact')?.points);
  });

  it('ranks one setting for a whole source before single values', () => {
    const open = [{ indicator: 'hdab-contact', records: 5, points: 20, paths: ['healthdcatap:hdab'] }, { indicator: 'keywords', records: 5, points: 25, paths: ['dcat:keyword'] }];
    expect(rankGains(open, [{ path: 'healthdcatap:hdab', violations: 4 }, { path: 'healthdcatap:hdab/foaf:name', violations: 1 }, { path: 'healthdcatap:hdabCoordinator', violations: 9 }])).toEqual([
      { indicator: 'hdab-contact', effort: 'one-setting', records: 5, fixes: 1, points: 20, pointsEach: 4, violationsRemoved: 5 },
      { indicator: 'keywords', effort: 'value-each', records: 5, fixes: 5, points: 25, pointsEach: 5, violationsRemoved: 0 },
    ]);
  });

  it.skipIf(!sharedData)('finds the official example excellent', async () => {
    const [description] = splitDescriptions(await sharedQuads('healthdcat-ap/r8/examples/example-healthdcat-dataset.ttl'));
    if (description === undefined) throw new Error('no dataset');
    const record = toRecord(description);
    expect(scoreOf(record, [])).toMatchObject({ band: 'excellent' });
    expect(utilityView(record)).toMatchObject({ documentation: { state: 'part' }, coverage: { state: 'filled' }, 'technical-quality': { state: 'filled' } });
  });
});
