/** How much work a fix is: one setting for the whole source, one value per record, writing a text, or technical work. */
export type Effort = 'one-setting' | 'value-each' | 'writing' | 'technical';

/** An open indicator over many records: how many, and the points they would win together. */
export type OpenTotal = { readonly indicator: string; readonly records: number; readonly points: number; readonly paths: readonly string[] };
export type PathViolations = { readonly path: string; readonly violations: number };

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
const technical = new Set(['access-url-answers', 'landing-page', 'variables', 'formats', 'quality-annotation', 'sample-or-analytics', 'no-violation']);

const effortOf = (indicator: string): Effort =>
  perSource.has(indicator) ? 'one-setting' : written.has(indicator) ? 'writing' : technical.has(indicator) ? 'technical' : 'value-each';

const violationsAt = (violations: readonly PathViolations[], paths: readonly string[]): number =>
  violations.filter(({ path }) => paths.some((one) => path === one || path.startsWith(`${one}/`))).reduce((sum, one) => sum + one.violations, 0);

/** What gains most for a holder, a source or a node: points over all records, divided by the number of distinct fixes; the first three are the headline.
 *  @see catalogue.md §7.4 */
export const rankGains = (open: readonly OpenTotal[], violations: readonly PathViolations[]): Gain[] =>
  open.map((one): Gain => {
    const effort = effortOf(one.indicator);
    return {
      indicator: one.indicator, effort, records: one.records, points: Math.round(one.points), pointsEach: Math.round((one.points / one.records) * 10) / 10,
      violationsRemoved: violationsAt(violations, one.paths), fixes: effort === 'one-setting' ? 1 : one.records,
    };
  }).sort((left, right) => right.points / right.fixes - left.points / left.fixes || right.points - left.points);
