import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DatasetSummary } from '../../../../core/api/datasets.ts';
import { useSearch } from '../../api/catalogue.ts';
import { useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { ForeignText } from '../../ui/lang-text.tsx';
import { Empty, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';

const Table = ({ datasets }: { datasets: readonly DatasetSummary[] }) => {
  const { t } = useTranslation();
  const { number, loose } = useFormat();
  const worstFirst = [...datasets].sort((a, b) => Number(a.valid) - Number(b.valid) || (a.score ?? 0) - (b.score ?? 0));
  return (
    <DataTable
      caption={t('holder.title')}
      hideCaption
      rows={worstFirst}
      rowKey={(dataset) => dataset.id}
      columns={[
        { key: 'title', header: t('holder.dataset'), sort: (dataset) => dataset.title, cell: (dataset) => <Link to={`/dataset/${dataset.id}`}><ForeignText text={dataset.title} lang={dataset.titleLang} /></Link> },
        { key: 'valid', header: t('holder.check'), sort: (dataset) => Number(dataset.valid), cell: (dataset) => <StatusTag tone={dataset.valid ? 'success' : 'danger'}>{t(dataset.valid ? 'holder.valid' : 'holder.invalid')}</StatusTag> },
        { key: 'score', header: t('holder.score'), number: true, sort: (dataset) => dataset.score ?? -1, cell: (dataset) => (dataset.score === undefined ? t('none') : number(Math.round(dataset.score))) },
        { key: 'modified', header: t('dataset.fact.modified'), sort: (dataset) => dataset.modified ?? '', cell: (dataset) => (dataset.modified === undefined ? t('none') : loose(dataset.modified)) },
      ]}
    />
  );
};

/** A data holder's own descriptions, the one with most to mend first. */
const Holder = () => {
  const { t, i18n } = useTranslation();
  const { data: session } = useSession();
  const holder = session?.person?.holder ?? '';
  const query = useSearch(new URLSearchParams({ lang: i18n.language, perPage: '100', sort: 'title', ...(holder === '' ? {} : { holder }) }));
  return (
    <Page title={t('holder.title')} crumbs={[]} lead={holder === '' ? undefined : t('holder.lead', { holder })}>
      <SignInFirst roles={['data-holder', 'trusted-holder']}>
        <Read query={query}>{(answer) => (holder === '' || answer.results.length === 0 ? <Empty title={t('holder.empty.title')}><Paragraph>{t('holder.empty.text')}</Paragraph></Empty> : <Table datasets={answer.results} />)}</Read>
        <p><Link to="/validate">{t('nav.validate')}</Link></p>
      </SignInFirst>
    </Page>
  );
};
export default Holder;
