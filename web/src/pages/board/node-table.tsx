import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { conclusionTone, useReasonWords, type NodeConclusion } from './words.ts';

const sum = (node: NodeConclusion, field: 'waiting' | 'dead'): number => (node.document?.links ?? []).reduce((total, link) => total + link[field], 0);
const fewestDays = (node: NodeConclusion): number | undefined => {
  const { tlsDaysLeft, signingDaysLeft, encryptionDaysLeft } = node.document?.certificates ?? {};
  const days = [tlsDaysLeft, signingDaysLeft, encryptionDaysLeft].filter((one) => one !== undefined);
  return days.length === 0 ? undefined : Math.floor(Math.min(...days));
};
const OpenLegs = ({ node }: { node: NodeConclusion }) => {
  const { t } = useTranslation();
  if (node.document === undefined) return <>{t('none')}</>;
  return <span className="bands">{node.document.applications.openByAge.map((band) => <span key={band.band}>{band.band}: {band.open}</span>)}</span>;
};

/** Every node with its conclusion and why, then the figures of its own status document. */
export const NodeTable = ({ nodes }: { nodes: readonly NodeConclusion[] }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useReasonWords();
  const known = (value: number | undefined): string => (value === undefined ? t('none') : format.number(value));
  const catalogue = (node: NodeConclusion) => {
    const { document } = node;
    if (document === undefined) return t('none');
    const late = document.catalogue.sources.filter((source) => source.state !== 'fresh');
    return <>{format.number(document.catalogue.records)}{late.length > 0 && <div className="meta">{late.map((source) => `${source.id}: ${t(`sourceState.${source.state}`)}`).join(', ')}</div>}</>;
  };
  return (
    <DataTable
      caption={t('board.nodes')}
      hideCaption
      rows={nodes}
      rowKey={(node) => node.node}
      columns={[
        { key: 'node', header: t('board.node'), sort: (node) => format.country(node.node), cell: (node) => <strong>{format.country(node.node)}</strong> },
        { key: 'conclusion', header: t('board.conclusion'), sort: (node) => node.conclusion, cell: (node) => (
          <>
            <StatusTag tone={conclusionTone[node.conclusion]}>{t(`conclusion.${node.conclusion}`)}</StatusTag>
            <div className="meta">{t('board.since', { when: format.instant(node.since) })}</div>
            {node.reasons.length > 0 && <ul className="reasons">{node.reasons.map((reason, index) => <li key={index}>{words(reason)}</li>)}</ul>}
          </>
        ) },
        { key: 'heard', header: t('board.lastHeard'), sort: (node) => node.lastHeard ?? '', cell: (node) => (node.lastHeard === undefined ? t('board.never') : format.fromNow(node.lastHeard)) },
        { key: 'version', header: t('board.version'), cell: (node) => node.document?.node.version ?? t('none') },
        { key: 'records', header: t('board.records'), number: true, sort: (node) => node.document?.catalogue.records ?? -1, cell: catalogue },
        { key: 'waiting', header: t('board.waiting'), number: true, sort: (node) => sum(node, 'waiting'), cell: (node) => (node.document === undefined ? t('none') : format.number(sum(node, 'waiting'))) },
        { key: 'dead', header: t('board.dead'), number: true, sort: (node) => sum(node, 'dead'), cell: (node) => (node.document === undefined ? t('none') : format.number(sum(node, 'dead'))) },
        { key: 'days', header: t('board.days'), number: true, sort: (node) => fewestDays(node) ?? 99_999, cell: (node) => known(fewestDays(node)) },
        { key: 'legs', header: t('board.openLegs'), cell: (node) => <OpenLegs node={node} /> },
        { key: 'overdue', header: t('board.overdue'), number: true, sort: (node) => node.document?.applications.overdue ?? -1, cell: (node) => known(node.document?.applications.overdue) },
      ]}
    />
  );
};
