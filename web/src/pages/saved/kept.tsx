import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { searchPath, useSavedChange, useWatched, watchPath, type SavedSearch, type WatchedDataset } from '../../api/saved.ts';
import { useFormat } from '../../format/use-format.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Failure, Read } from '../../ui/notices.tsx';
import { addressOf } from './question.ts';

const Forget = ({ name, path, title, text }: { name: string; path: string; title: string; text: string }) => {
  const { t } = useTranslation();
  const change = useSavedChange();
  return (
    <>
      <Confirm trigger={t('saved.remove')} about={name} title={title} confirm={t('saved.remove')} busy={change.isPending} onConfirm={() => change.mutate({ method: 'DELETE', path })}><Paragraph>{text}</Paragraph></Confirm>
      {change.error !== null && <Failure error={change.error} />}
    </>
  );
};

export const SearchTable = ({ searches }: { searches: readonly SavedSearch[] }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  if (searches.length === 0) return <Paragraph>{t('saved.noSearches')}</Paragraph>;
  return (
    <DataTable
      caption={t('saved.searches')}
      hideCaption
      rows={searches}
      rowKey={(one) => one.id}
      columns={[
        { key: 'name', header: t('saved.name'), sort: (one) => one.name, cell: (one) => <Link to={addressOf(one.query)}>{one.name}</Link> },
        { key: 'since', header: t('saved.since'), sort: (one) => one.createdAt, cell: (one) => instant(one.createdAt) },
        { key: 'remove', header: t('saved.action'), cell: (one) => <Forget name={one.name} path={searchPath(one.id)} title={t('saved.removeSearch')} text={t('saved.removeSearchText', { name: one.name })} /> },
      ]}
    />
  );
};

const Watched = ({ datasets }: { datasets: readonly WatchedDataset[] }) => {
  const { t } = useTranslation();
  const format = useFormat();
  if (datasets.length === 0) return <Paragraph>{t('saved.noWatched')}</Paragraph>;
  return (
    <DataTable
      caption={t('saved.watched')}
      hideCaption
      rows={datasets}
      rowKey={(one) => one.id}
      columns={[
        { key: 'title', header: t('saved.dataset'), sort: (one) => one.title, cell: (one) => <><Link to={`/dataset/${one.id}`}>{one.title}</Link>{one.state === 'withdrawn' && <div className="meta">{t('dataset.withdrawn')}</div>}</> },
        { key: 'country', header: t('saved.country'), sort: (one) => format.country(one.node), cell: (one) => format.country(one.node) },
        { key: 'changed', header: t('saved.changed'), sort: (one) => one.changedAt, cell: (one) => format.instant(one.changedAt) },
        { key: 'remove', header: t('saved.action'), cell: (one) => <Forget name={one.title} path={watchPath(one.id)} title={t('saved.stopWatching')} text={t('saved.stopWatchingText', { name: one.title })} /> },
      ]}
    />
  );
};

export const WatchedTable = () => <Read query={useWatched(true)}>{(datasets) => <Watched datasets={datasets} />}</Read>;
