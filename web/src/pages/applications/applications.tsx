import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ApplicationSummary } from '../../../../core/api/applications.ts';
import { useApplications } from '../../api/applications.ts';
import { useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { plainText } from '../../ui/lang-text.tsx';
import { Empty, Read } from '../../ui/notices.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { headlineTone } from './words.ts';
import { SignInFirst } from '../../ui/sign-in-first.tsx';

const List = ({ applications }: { applications: readonly ApplicationSummary[] }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const address = (one: ApplicationSummary): string => (one.submittedAt === undefined ? `/apply/${one.id}` : `/applications/${one.id}`);
  return (
    <DataTable
      caption={t('applications.title')}
      hideCaption
      rows={applications}
      rowKey={(one) => one.id}
      columns={[
        { key: 'title', header: t('applications.name'), sort: (one) => one.title, cell: (one) => <Link to={address(one)}>{one.title === '' ? t('applications.untitled') : one.title}</Link> },
        { key: 'status', header: t('applications.status'), sort: (one) => one.combined.headline, cell: (one) => <><StatusTag tone={headlineTone(one)}>{t(`headline.${one.combined.headline}`)}</StatusTag>{one.submittedAt !== undefined && <div className="meta">{plainText(one.combined.sentence, format.language)}</div>}</> },
        { key: 'countries', header: t('applications.countries'), cell: (one) => format.list(one.countries.map((code) => format.country(code))) },
        { key: 'next', header: t('applications.nextDue'), sort: (one) => one.combined.nextDue ?? '9', cell: (one) => (one.combined.nextDue === undefined ? t('none') : format.dueDay(one.combined.nextDue)) },
        { key: 'updated', header: t('applications.updated'), sort: (one) => one.updatedAt, cell: (one) => format.instant(one.updatedAt) },
      ]}
    />
  );
};

const Applications = () => {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const signedIn = session?.person !== undefined;
  const query = useApplications(signedIn);
  return (
    <Page title={t('applications.title')} crumbs={[]}>
      <SignInFirst>
        <Read query={query}>
          {(applications) =>
            applications.length === 0 ? (
              <Empty title={t('applications.empty.title')}><Paragraph>{t('applications.empty.text')}</Paragraph><Link to="/search">{t('nav.search')}</Link></Empty>
            ) : (
              <List applications={applications} />
            )
          }
        </Read>
      </SignInFirst>
    </Page>
  );
};
export default Applications;
