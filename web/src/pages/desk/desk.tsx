import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { DeskList } from '../../../../core/api/applications.ts';
import { useDesk } from '../../api/applications.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { legTone } from '../applications/words.ts';
import { useDeskStatus } from './words.ts';
import { deskFilters, isDeskFilter, type DeskFilter } from './filter.ts';

type Row = DeskList['rows'][number];

const Counts = ({ list, chosen }: { list: DeskList; chosen: DeskFilter }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const count = (filter: DeskFilter): string => (filter === 'all' || filter === 'open' ? '' : number(list.counts[filter]));
  return (
    <nav aria-label={t('desk.show')} className="counts">
      {deskFilters.map((filter) => (
        <Link key={filter} to={filter === 'open' ? '/desk' : `/desk?show=${filter}`} className="ds-card count" aria-current={filter === chosen ? 'true' : undefined}>
          {count(filter) !== '' && <span className="figure">{count(filter)}</span>} <span>{t(`desk.filter.${filter}`)}</span>
        </Link>
      ))}
    </nav>
  );
};

const Rows = ({ rows }: { rows: readonly Row[] }) => {
  const { t } = useTranslation();
  const status = useDeskStatus();
  const format = useFormat();
  return (
    <DataTable
      caption={t('desk.title')}
      hideCaption
      rows={rows}
      rowKey={(row) => row.leg}
      columns={[
        { key: 'title', header: t('desk.application'), sort: (row) => row.title, cell: (row) => <Link to={`/desk/${row.leg}`}>{row.title === '' ? t('applications.untitled') : row.title}</Link> },
        { key: 'from', header: t('desk.from'), sort: (row) => row.from, cell: (row) => format.country(row.from) },
        { key: 'status', header: t('desk.status'), sort: (row) => row.status, cell: (row) => <StatusTag tone={legTone(row)}>{status(row)}</StatusTag> },
        { key: 'due', header: t('desk.due'), sort: (row) => row.due ?? '9', cell: (row) => (row.due === undefined ? t('none') : <>{format.dueDay(row.due)}{row.overdue && <strong> · {t('application.overdue')}</strong>}</>) },
        { key: 'received', header: t('desk.received'), sort: (row) => row.receivedAt, cell: (row) => format.instant(row.receivedAt) },
        { key: 'countries', header: t('desk.countries'), cell: (row) => row.countries.map((code) => format.country(code)).join(', ') },
        { key: 'assignee', header: t('desk.assignee'), sort: (row) => row.assignee ?? '', cell: (row) => row.assignee ?? t('desk.nobody') },
      ]}
    />
  );
};

/** Today: what is due, overdue, new, answered, mine. */
const Desk = () => {
  const { t } = useTranslation();
  const [address] = useSearchParams();
  const wanted = address.get('show') ?? 'open';
  const chosen: DeskFilter = isDeskFilter(wanted) ? wanted : 'open';
  const { data: session } = useSession();
  const query = useDesk(chosen, mayAct(session, 'case-handler', 'decision-maker'));
  return (
    <Page title={t('desk.title')} crumbs={[]}>
      <SignInFirst roles={['case-handler', 'decision-maker']}>
        <Read query={query} lines={6}>
          {(list) => (
            <>
              <Counts list={list} chosen={chosen} />
              {list.rows.length === 0 ? <Empty title={t('desk.empty.title')}><Paragraph>{t(chosen === 'all' || chosen === 'open' ? 'desk.empty.text' : 'desk.empty.filtered')}</Paragraph></Empty> : <Rows rows={list.rows} />}
            </>
          )}
        </Read>
      </SignInFirst>
    </Page>
  );
};
export default Desk;
