import type { DatasetRecord } from '../../../core/catalogue/record.ts';
import type { Finding } from '../../../core/catalogue/finding.ts';
import type { Score } from './score.ts';

/** One record as the ranking needs it. */
export type Scored = { readonly id: string; readonly record: DatasetRecord; readonly findings: readonly Finding[]; readonly score: Score };

/** How much work a fix is: one setting for the whole source, one value per record, writing a text, or technical work. */
export type Effort = 'one-setting' | 'value-each' | 'writing' | 'technical';

export type Gain = {
  readonly indicator: string;
  readonly effort: Effort;
  readonly records: number;
  readonly pointsEach: number;
  readonly points: number;
  readonly violationsRemoved: number;
  readonly fixes: number;
};

/** Values that are the same for a whole source: its HDAB, its publisher, its legislation, its contact. */
const perSource = new Set(['hdab-contact', 'contact-point', 'agents-typed', 'legal-ground', 'access-rights', 'licence-or-rights']);
const written = new Set(['long-description', 'provenance', 'population', 'two-languages']);
const technical = new Set(['access-url-answers', 'variables', 'formats', 'quality-annotation', 'sample-or-analytics', 'no-violation']);

const effortOf = (indicator: string): Effort =>
  perSource.has(indicator) ? 'one-setting' : written.has(indicator) ? 'writing' : technical.has(indicator) ? 'technical' : 'value-each';

const violationsAt = (scored: Scored, paths: readonly string[]): number =>
  scored.findings.filter(({ severity, path }) => severity === 'violation' && paths.some((one) => path === one || path.startsWith(`${one}/`))).length;

/** What gains most for a holder, a source or a node: points over all records, divided by the number of distinct fixes; the first three are the headline.
 *  @see catalogue.md §7.4 */
export const rankGains = (all: readonly Scored[]): Gain[] => {
  const byIndicator = new Map<string, { scored: Scored; points: number; paths: readonly string[] }[]>();
  for (const scored of all) {
    for (const { indicator, points, paths } of scored.score.open) byIndicator.set(indicator, [...(byIndicator.get(indicator) ?? []), { scored, points, paths }]);
  }
  return [...byIndicator].map(([indicator, open]): Gain => {
    const effort = effortOf(indicator);
    const points = open.reduce((total, one) => total + one.points, 0);
    return {
      indicator, effort, records: open.length, points: Math.round(points), pointsEach: Math.round((points / open.length) * 10) / 10,
      violationsRemoved: open.reduce((total, one) => total + violationsAt(one.scored, one.paths), 0),
      fixes: effort === 'one-setting' ? 1 : open.length,
    };
  }).sort((left, right) => right.points / right.fixes - left.points / left.fixes);
};
