import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { StatusTag, type Tone } from '../../ui/status-tag.tsx';
import type { NodeConclusion } from './words.ts';
import { linkPairs, type LinkEnd } from './link-pairs.ts';

const tone: Record<string, Tone> = { open: 'success', held: 'danger', paused: 'warning', 'half-open': 'warning', maintenance: 'info' };

const End = ({ end, toldAt }: { end: LinkEnd | undefined; toldAt: string | undefined }) => {
  const { t } = useTranslation();
  const { number, fromNow } = useFormat();
  if (end === undefined) return <span className="meta">{t('board.notHeard')}</span>;
  return (
    <>
      <StatusTag tone={tone[end.state] ?? 'neutral'}>{t(`linkState.${end.state}`)}</StatusTag>
      {toldAt !== undefined && <div className="meta">{t('board.asTold', { when: fromNow(toldAt) })}</div>}
      {end.why !== undefined && <div className="meta">{t(`linkWhy.${end.why}`, { defaultValue: end.why })}</div>}
      {end.waiting > 0 && <div className="meta">{t('board.top.waiting', { count: end.waiting, number: number(end.waiting) })}</div>}
      {end.lastGoodOut !== undefined && <div className="meta">{t('board.lastGood', { when: fromNow(end.lastGoodOut) })}</div>}
    </>
  );
};

/** Each link once, as both ends see it; where they differ it says so. */
export const LinkMatrix = ({ nodes }: { nodes: readonly NodeConclusion[] }) => {
  const { t } = useTranslation();
  const { country } = useFormat();
  // what a silent node told last is shown with its age, not as if it were said now
  const toldAt = (node: string, silent: string | undefined): string | undefined => (node === silent ? nodes.find((one) => one.node === node)?.lastHeard : undefined);
  return (
    <DataTable
      caption={t('board.links')}
      hideCaption
      rows={linkPairs(nodes)}
      rowKey={(pair) => `${pair.a} ${pair.b}`}
      columns={[
        { key: 'link', header: t('board.link'), sort: (pair) => pair.a, cell: (pair) => <strong>{country(pair.a)} – {country(pair.b)}</strong> },
        { key: 'a', header: t('board.firstSees'), cell: (pair) => <End end={pair.fromA} toldAt={toldAt(pair.a, pair.silent)} /> },
        { key: 'b', header: t('board.secondSees'), cell: (pair) => <End end={pair.fromB} toldAt={toldAt(pair.b, pair.silent)} /> },
        { key: 'agree', header: t('board.agree'), cell: (pair) => t(`board.agreement.${pair.agreement}`, { country: country(pair.silent ?? pair.a) }) },
      ]}
    />
  );
};
