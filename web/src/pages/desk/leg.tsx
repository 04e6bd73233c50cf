import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useDeskLeg, useForm } from '../../api/applications.ts';
import type { DeskLeg } from '../../api/desk-leg.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { AnswerList } from '../applications/answer-list.tsx';
import { DatasetList } from '../applications/chosen-datasets.tsx';
import { legTone } from '../applications/words.ts';
import { LegActions } from './leg-actions.tsx';

const Clocks = ({ detail }: { detail: DeskLeg }) => {
  const { t } = useTranslation();
  const { dueDay, day } = useFormat();
  const { clocks } = detail.leg;
  if (clocks.length === 0) return <Paragraph>{t('leg.noClocks')}</Paragraph>;
  return (
    <DataTable
      caption={t('leg.clocks')}
      hideCaption
      rows={clocks}
      rowKey={(clock) => `${clock.id} ${clock.startedAt}`}
      columns={[
        { key: 'id', header: t('leg.clock.what'), cell: (clock) => t(`clock.${clock.id}`, { defaultValue: clock.id }) },
        { key: 'law', header: t('leg.clock.law'), cell: (clock) => clock.law ?? t('none') },
        { key: 'started', header: t('leg.clock.started'), cell: (clock) => day(clock.startedAt) },
        { key: 'due', header: t('leg.clock.due'), cell: (clock) => (clock.dueDate ?? clock.dueAt) === undefined ? t('none') : <>{dueDay(clock.dueDate ?? clock.dueAt ?? '')}{clock.overdue && <strong> · {t('application.overdue')}</strong>}</> },
        { key: 'state', header: t('leg.clock.state'), cell: (clock) => t(`leg.clockState.${clock.state}`) },
      ]}
    />
  );
};

const History = ({ detail }: { detail: DeskLeg }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  return (
    <ol className="timeline">
      {detail.leg.history.map((entry, index) => <li key={index}><span className="meta">{instant(entry.at)}</span> {t(`deskStatus.${entry.status}`, { defaultValue: entry.status })} · {entry.by}{entry.note !== undefined && <div className="prose">{entry.note}</div>}</li>)}
    </ol>
  );
};

const Form = ({ detail, node }: { detail: DeskLeg; node: string }) => {
  const form = useForm(detail.application?.type ?? 'access');
  const answers = detail.answers ?? detail.application?.answers;
  if (answers === undefined) return null;
  return <Read query={form}>{(definition) => <AnswerList form={definition} answers={answers} countries={[node]} />}</Read>;
};

const OtherCountries = ({ detail, node }: { detail: DeskLeg; node: string }) => {
  const { t } = useTranslation();
  const { country, instant } = useFormat();
  const others = (detail.application?.legs ?? []).filter((leg) => leg.node !== node);
  if (others.length === 0) return <Paragraph>{t('leg.noOthers')}</Paragraph>;
  return <ul>{others.map((leg) => <li key={leg.id}>{t('application.countryStatus', { country: country(leg.node), status: t(`deskStatus.${leg.decisionStatus ?? leg.status}`, { defaultValue: leg.decisionStatus ?? leg.status }) })} <span className="meta">{instant(leg.asOf)}</span></li>)}</ul>;
};

const Part = ({ id, title, children }: { id: string; title: string; children: React.ReactNode }) => (
  <section aria-labelledby={id}><Heading level={2} data-size="sm" id={id}>{title}</Heading>{children}</section>
);

const Body = ({ detail, application, node }: { detail: DeskLeg; application: string; node: string }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { leg } = detail;
  return (
    <div className="leg-columns">
      <div>
        <div className="tags"><StatusTag tone={legTone(leg)}>{t(`deskStatus.${leg.decisionStatus ?? leg.status}`, { defaultValue: leg.decisionStatus ?? leg.status })}</StatusTag></div>
        <FactList facts={[
          { label: t('leg.number'), value: <code>{leg.id}</code> },
          { label: t('leg.version'), value: format.number(leg.version) },
          { label: t('leg.asOf'), value: format.instant(leg.asOf) },
          { label: t('application.datasets'), value: <DatasetList datasets={leg.datasets} /> },
        ]} />
        <Part id="clocks" title={t('leg.clocks')}><Clocks detail={detail} /></Part>
        {leg.findings !== undefined && leg.findings.length > 0 && <Part id="findings" title={t('leg.findings')}><ul>{leg.findings.map((finding, index) => <li key={index}>{finding.message} <span className="meta">{finding.linkId}</span></li>)}</ul></Part>}
        <Part id="form" title={t('leg.form')}><Form detail={detail} node={node} /></Part>
        <Part id="history" title={t('leg.history')}><History detail={detail} /></Part>
        <Part id="others" title={t('leg.others')}><OtherCountries detail={detail} node={node} /></Part>
      </div>
      <aside aria-labelledby="actions"><Heading level={2} data-size="sm" id="actions">{t('leg.actions')}</Heading><LegActions leg={leg} application={application} node={node} /></aside>
    </div>
  );
};

/** One leg on the officer's desk: answers, periods with their article, history, other countries, what may be done. */
const Leg = () => {
  const { t } = useTranslation();
  const { application = '', node = '' } = useParams();
  const query = useDeskLeg(application, node);
  const title = query.data?.application?.title ?? t('leg.title');
  return (
    <Page title={title === '' ? t('leg.title') : title} crumbs={[{ to: '/desk', label: t('nav.desk') }]}>
      <SignInFirst roles={['case-handler', 'decision-maker']}>
        <Read query={query} lines={10}>{(detail) => <Body detail={detail} application={application} node={node} />}</Read>
      </SignInFirst>
    </Page>
  );
};
export default Leg;
