import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { NodeConclusion } from './words.ts';

const soonDays = 30; // a month is enough to renew without hurry

/** Days left of each key, soonest first by the reader's choice. */
export const CertificateDays = ({ nodes }: { nodes: readonly NodeConclusion[] }) => {
  const { t } = useTranslation();
  const { country, number } = useFormat();
  const days = (value: number | undefined) => (value === undefined ? t('none') : value < soonDays ? <strong>{t('board.daysSoon', { number: number(Math.floor(value)) })}</strong> : number(Math.floor(value)));
  const key = (name: 'tlsDaysLeft' | 'signingDaysLeft' | 'encryptionDaysLeft') => ({
    key: name, header: t(`board.${name}`), number: true, sort: (node: NodeConclusion) => node.document?.certificates[name] ?? 99_999, cell: (node: NodeConclusion) => days(node.document?.certificates[name]),
  });
  return (
    <DataTable
      caption={t('board.certificates')}
      hideCaption
      rows={nodes}
      rowKey={(node) => node.node}
      columns={[
        { key: 'node', header: t('board.node'), sort: (node) => country(node.node), cell: (node) => country(node.node) },
        key('tlsDaysLeft'), key('signingDaysLeft'), key('encryptionDaysLeft'),
        { key: 'directory', header: t('board.directory'), number: true, cell: (node) => node.document?.certificates.directoryVersion ?? t('none') },
      ]}
    />
  );
};
