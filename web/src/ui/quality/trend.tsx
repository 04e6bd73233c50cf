import { useTranslation } from 'react-i18next';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { QualityOverview } from '../../api/quality.ts';
import { useFormat } from '../../format/use-format.ts';

type Month = QualityOverview['trend'][number];
const size = { width: 320, height: 80, edge: 6 };

const Line = ({ months }: { months: readonly (Month & { score: number })[] }) => {
  const { t } = useTranslation();
  const x = scaleLinear([0, Math.max(1, months.length - 1)], [size.edge, size.width - size.edge]);
  const y = scaleLinear([0, 100], [size.height - size.edge, size.edge]);
  const path = line<Month & { score: number }>((_month, at) => x(at), (month) => y(month.score))([...months]) ?? '';
  return (
    <svg className="trend" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={t('quality.trendOf', { from: months[0]?.month, to: months.at(-1)?.month })}>
      <path d={path} fill="none" stroke="currentColor" strokeWidth={2} />
      {months.map((month, at) => <circle key={month.month} cx={x(at)} cy={y(month.score)} r={3} fill="currentColor" />)}
    </svg>
  );
};

/** Mean score month by month: a line for the eye, the figures for everybody. */
export const Trend = ({ trend }: { trend: QualityOverview['trend'] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const months = trend.flatMap((month) => (month.score === undefined ? [] : [{ ...month, score: month.score }]));
  if (months.length === 0) return null;
  return (
    <>
      {months.length > 1 && <Line months={months} />}
      <ul className="plain-list trend-months">{months.slice(-12).map((month) => <li key={month.month}>{t('quality.month', { month: month.month, score: number(month.score), records: number(month.records), violations: number(month.violations) })}</li>)}</ul>
    </>
  );
};
