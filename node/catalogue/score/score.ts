import type { Finding } from '../../../core/catalogue/finding.ts';
import type { DatasetRecord } from '../../../core/catalogue/record.ts';
import { indicators, rulesVersion, type Dimension, type Indicator, type LinkStates, type ScoreFacts } from './indicators.ts';

export type Band = 'excellent' | 'good' | 'sufficient' | 'poor';

export type OpenIndicator = { readonly indicator: string; readonly dimension: Dimension; readonly points: number; readonly paths: readonly string[] };

export type Score = {
  /** 0 to 100, whole. */
  readonly total: number;
  readonly band: Band;
  readonly dimensions: Readonly<Record<Dimension, { readonly points: number; readonly of: number }>>;
  /** What can still be won, the most first. */
  readonly open: readonly OpenIndicator[];
  readonly rules: string;
};

const bands: readonly (readonly [least: number, band: Band])[] = [[87, 'excellent'], [55, 'good'], [30, 'sufficient'], [0, 'poor']];
export const bandOf = (total: number): Band => bands.find(([least]) => total >= least)?.[1] ?? 'poor';

const round = (points: number): number => Math.round(points * 10) / 10;
const sum = (list: readonly Indicator[]): number => list.reduce((total, { points }) => total + points, 0);
const dimensions: readonly Dimension[] = ['findability', 'accessibility', 'interoperability', 'reusability', 'contextuality'];

/** Quality score of a record: five dimensions as in the Metadata Quality Assessment of data.europa.eu, weighted for health data. Indicators that do not apply
 *  leave the sum and the rest is scaled to 100. The date is the caller's to add.
 *  @param options.links what trying the addresses gave; their failures are also findings `dead-link`
 *  @see catalogue.md §7.3 */
export const scoreOf = (record: DatasetRecord, findings: readonly Finding[], options: { readonly links?: LinkStates } = {}): Score => {
  const facts: ScoreFacts = { record, findings, links: options.links ?? { access: 'unchecked', landing: 'unchecked' } };
  const asked = indicators.filter(({ applies }) => applies === undefined || applies(facts));
  const met = new Set(asked.filter((indicator) => indicator.met(facts)));
  const scale = 100 / sum(asked);
  const total = Math.round(sum([...met]) * scale);
  const share = (dimension: Dimension) => {
    const of = asked.filter((indicator) => indicator.dimension === dimension);
    return { points: round(sum(of.filter((indicator) => met.has(indicator))) * scale), of: round(sum(of) * scale) };
  };
  return {
    total,
    band: bandOf(total),
    dimensions: Object.fromEntries(dimensions.map((dimension) => [dimension, share(dimension)])) as Score['dimensions'],
    open: asked
      .filter((indicator) => !met.has(indicator))
      .map(({ id, dimension, points, paths }) => ({ indicator: id, dimension, points: round(points * scale), paths: paths.filter((path) => path !== '') }))
      .sort((left, right) => right.points - left.points),
    rules: rulesVersion,
  };
};

/** Findings with the points their mending wins: those of the open indicator that asks for the same property. */
export const withPoints = (findings: readonly Finding[], score: Pick<Score, 'open'> | null): Finding[] =>
  findings.map((finding) => {
    if (score === null) return finding;
    if (finding.code === 'rewritten' || finding.code === 'unknown-code') return finding;
    const won = score.open.filter(({ paths }) => paths.some((path) => finding.path === path || finding.path.startsWith(`${path}/`)));
    return won.length === 0 ? finding : { ...finding, points: Math.max(...won.map(({ points }) => points)) };
  });
