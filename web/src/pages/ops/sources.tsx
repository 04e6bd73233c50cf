import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SourceView } from '../../../../core/api/sources.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useSources } from '../../api/sources.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { plainText } from '../../ui/lang-text.tsx';
import { Empty, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { useQuality } from '../../api/quality.ts';
import { QualityOverviewView } from '../../ui/quality/overview.tsx';
import { Notices } from '../holder/notice-list.tsx';
import { UseFigures } from '../holder/use-figures.tsx';
import { MailAndLinks } from './told.tsx';
import { runTone, sourceReaders, sourceTone } from './source-words.ts';

const Table = ({ sources }: { sources: readonly SourceView[] }) => {
  const { t } = useTranslation();
  const { language, number, fromNow } = useFormat();
  return (
    <DataTable
      caption={t('sources.title')}
      hideCaption
      rows={sources}
      rowKey={(source) => source.id}
      columns={[
        { key: 'name', header: t('sources.name'), sort: (source) => source.id, cell: (source) => <><Link to={`/ops/sources/${source.id}`}>{plainText(source.name, language) || source.id}</Link><div className="meta">{t(`sourceKind.${source.kind}`)}</div></> },
        { key: 'state', header: t('sources.state'), sort: (source) => source.state, cell: (source) => <StatusTag tone={sourceTone[source.state]}>{t(`sourceState.${source.state}`)}</StatusTag> },
        { key: 'complete', header: t('sources.lastComplete'), sort: (source) => source.lastComplete ?? '', cell: (source) => (source.lastComplete === undefined ? t('board.never') : fromNow(source.lastComplete)) },
        { key: 'records', header: t('sources.records'), number: true, sort: (source) => source.records, cell: (source) => number(source.records) },
        { key: 'missing', header: t('sources.missing'), number: true, sort: (source) => source.missing, cell: (source) => number(source.missing) },
        { key: 'last', header: t('sources.lastRun'), cell: (source) => (source.lastRun === undefined ? t('none') : <Link to={`/ops/sources/${source.id}?run=${source.lastRun.id}`}><StatusTag tone={runTone[source.lastRun.state]}>{t(`runState.${source.lastRun.state}`)}</StatusTag></Link>) },
      ]}
    />
  );
};

/** Where the national catalogue is read from, and how fresh each source is. */
const Sources = () => {
  const { t, i18n } = useTranslation();
  const { data: session } = useSession();
  const allowed = mayAct(session, ...sourceReaders);
  const query = useSources(allowed);
  const quality = useQuality(allowed, i18n.language);
  return (
    <Page title={t('sources.title')} crumbs={[]} lead={t('sources.lead')}>
      <SignInFirst roles={sourceReaders}>
        <Read query={query}>{(sources) => (sources.length === 0 ? <Empty title={t('sources.empty.title')}><Paragraph>{t('sources.empty.text')}</Paragraph></Empty> : <Table sources={sources} />)}</Read>
        <MailAndLinks />
        <Notices enabled={allowed} links />
        {quality.data !== undefined && <QualityOverviewView view={quality.data} />}
        <UseFigures enabled={mayAct(session, 'operator', 'coordinator', 'case-handler', 'decision-maker')} />
      </SignInFirst>
    </Page>
  );
};
export default Sources;
