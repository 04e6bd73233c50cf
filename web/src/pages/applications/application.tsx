import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import type { ApplicationView } from '../../../../core/api/applications.ts';
import { useApplication, useApplicationChange, useForm } from '../../api/applications.ts';
import { useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Failure, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { countriesOf } from '../apply/answers.ts';
import { AnswerList } from './answer-list.tsx';
import { CountryCard } from './country-card.tsx';
import { headlineTone } from './words.ts';

const open = new Set(['ROUTING', 'NOT_VALIDATED', 'SUBMITTED', 'PRE_SCREENING', 'PROCESSING', 'AWAITING_ADDITIONAL_INFORMATION']);

const WithdrawAll = ({ application }: { application: ApplicationView }) => {
  const { t } = useTranslation();
  const change = useApplicationChange(application.id);
  if (application.legs.filter((leg) => open.has(leg.status)).length < 2) return null;
  return (
    <>
      {change.error !== null && <Failure error={change.error} />}
      <div>
        <Confirm trigger={t('application.withdrawAll')} title={t('application.withdrawAllTitle')} confirm={t('application.withdrawAll')} busy={change.isPending} onConfirm={() => change.mutate({ path: '/withdraw', body: {} })}>
          <Paragraph>{t('application.withdrawText')}</Paragraph>
        </Confirm>
      </div>
    </>
  );
};

const Answers = ({ application }: { application: ApplicationView }) => {
  const { t } = useTranslation();
  const form = useForm(application.type);
  return (
    <section aria-labelledby="answers">
      <Heading level={2} data-size="sm" id="answers">{t('application.answers')}</Heading>
      <Read query={form}>{(definition) => <AnswerList form={definition} answers={application.answers} countries={countriesOf(application)} />}</Read>
    </section>
  );
};

const Body = ({ application }: { application: ApplicationView }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { combined } = application;
  return (
    <>
      <div className="tags"><StatusTag tone={headlineTone(application)}>{t(`headline.${combined.headline}`)}</StatusTag></div>
      <FactList
        facts={[
          { label: t('application.kind'), value: t(`kind.${application.type}`) },
          { label: t('application.submitted'), value: application.submittedAt === undefined ? undefined : format.instant(application.submittedAt) },
          { label: t('applications.nextDue'), value: combined.nextDue === undefined ? undefined : format.dueDay(combined.nextDue) },
          { label: t('application.number'), value: <code>{application.id}</code> },
        ]}
      />
      <section aria-labelledby="countries">
        <Heading level={2} data-size="sm" id="countries">{t('application.byCountry')}</Heading>
        <ul className="card-list">{application.legs.map((leg) => <CountryCard key={leg.id} leg={leg} application={application} />)}</ul>
      </section>
      <WithdrawAll application={application} />
      <Answers application={application} />
      <p><Link to="/applications">{t('applications.back')}</Link></p>
    </>
  );
};

/** Where each country stands, who must act and by when; delivery and decision apart. */
const Application = () => {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data: session } = useSession();
  const query = useApplication(id, true, session?.person !== undefined);
  const title = query.data?.title === undefined || query.data.title === '' ? t('application.title') : query.data.title;
  return (
    <Page title={title} crumbs={[{ to: '/applications', label: t('nav.applications') }]}>
      <SignInFirst>
        <Read query={query} lines={10}>{(application) => (application.submittedAt === undefined ? <Navigate replace to={`/apply/${id}`} /> : <Body application={application} />)}</Read>
      </SignInFirst>
    </Page>
  );
};
export default Application;
