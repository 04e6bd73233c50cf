import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAlerts, useSavedChange, type AlertList as Alerts, type SavedSearch } from '../../api/saved.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Failure, Read } from '../../ui/notices.tsx';
import { StatusTag, type Tone } from '../../ui/status-tag.tsx';

const tones: Record<Alerts['alerts'][number]['reason'], Tone> = { new: 'success', changed: 'info', withdrawn: 'danger' };

const Table = ({ list, searches }: { list: Alerts; searches: readonly SavedSearch[] }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const because = (id: string | undefined): string => (id === undefined ? t('saved.watchedReason') : (searches.find((one) => one.id === id)?.name ?? t('none')));
  return (
    <DataTable
      caption={t('saved.alerts')}
      hideCaption
      rows={list.alerts}
      rowKey={(alert) => alert.id}
      columns={[
        { key: 'title', header: t('saved.dataset'), sort: (alert) => alert.title, cell: (alert) => <>{alert.read ? <Link to={`/dataset/${alert.dataset}`}>{alert.title}</Link> : <strong><Link to={`/dataset/${alert.dataset}`}>{alert.title}</Link></strong>}{!alert.read && <span className="meta"> {t('saved.unreadMark')}</span>}</> },
        { key: 'reason', header: t('saved.what'), sort: (alert) => alert.reason, cell: (alert) => <StatusTag tone={tones[alert.reason]}>{t(`saved.reason.${alert.reason}`)}</StatusTag> },
        { key: 'why', header: t('saved.why'), cell: (alert) => because(alert.savedSearch) },
        { key: 'at', header: t('saved.when'), sort: (alert) => alert.at, cell: (alert) => instant(alert.at) },
      ]}
    />
  );
};

/** What is new, changed or withdrawn in what this person watches or has saved. */
export const AlertList = ({ searches }: { searches: readonly SavedSearch[] }) => {
  const { t } = useTranslation();
  const query = useAlerts(true);
  const change = useSavedChange();
  return (
    <Read query={query}>
      {(list) =>
        list.alerts.length === 0 ? (
          <Paragraph>{t('saved.noAlerts')}</Paragraph>
        ) : (
          <>
            {list.unread > 0 && (
              <div className="row">
                <strong>{t('saved.unread', { count: list.unread })}</strong>
                <Button variant="secondary" data-size="sm" loading={change.isPending} onClick={() => change.mutate({ method: 'POST', path: '/api/v1/alerts/read' })}>{t('saved.markRead')}</Button>
              </div>
            )}
            {change.error !== null && <Failure error={change.error} />}
            <Table list={list} searches={searches} />
          </>
        )
      }
    </Read>
  );
};
