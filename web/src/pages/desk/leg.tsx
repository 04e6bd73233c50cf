import type { ReactNode } from 'react';
import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { DeskLeg } from '../../../../core/api/applications.ts';
import { useDeskLeg, useForm } from '../../api/applications.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { plainText } from '../../ui/lang-text.tsx';
import { Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { AnswerList } from '../applications/answer-list.tsx';
import { DatasetList } from '../applications/chosen-datasets.tsx';
import { legTone } from '../applications/words.ts';
import { LegActions } from './leg-actions.tsx';
import { LegClocks } from './leg-clocks.tsx';
import { LegEvents, LegNotes, LegPeers } from './leg-events.tsx';
import { useDeskStatus } from './words.ts';

const Part = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section aria-labelledby={id}>
    <Heading level={2} data-size="sm" id={id}>{title}</Heading>
    {children}
  </section>
);

const Findings = ({ detail }: { detail: DeskLeg }) => {
  const form = useForm(detail.type);
  const { language } = useFormat();
  const label = (linkId: string | undefined): string => plainText(form.data?.fields.find((field) => field.linkId === linkId)?.label, language) || (linkId ?? '');
  return <ul>{detail.findings.map((finding, index) => <li key={index}>{finding.message} <span className="meta">{label(finding.linkId)}</span></li>)}</ul>;
};

const Form = ({ detail }: { detail: DeskLeg }) => {
  const form = useForm(detail.type);
  const countries = [...new Set([detail.node, ...Object.keys(detail.answers.perCountry)])];
  return <Read query={form}>{(definition) => <AnswerList form={definition} answers={detail.answers} countries={countries} />}</Read>;
};

const Summary = ({ detail }: { detail: DeskLeg }) => {
  const { t } = useTranslation();
  const { country, instant, number, dueDay, languageName } = useFormat();
  return (
    <FactList
      facts={[
        { label: t('leg.number'), value: <code>{detail.leg}</code> },
        { label: t('application.kind'), value: t(`kind.${detail.type}`) },
        { label: t('leg.track'), value: detail.track === 'accelerated' ? t('leg.accelerated') : undefined },
        { label: t('desk.from'), value: country(detail.from) },
        { label: t('desk.received'), value: instant(detail.receivedAt) },
        { label: t('desk.due'), value: detail.due === undefined ? undefined : <>{dueDay(detail.due)}{detail.overdue && <strong> · {t('application.overdue')}</strong>}</> },
        { label: t('desk.assignee'), value: detail.assignee ?? t('desk.nobody') },
        { label: t('leg.version'), value: number(detail.version) },
        { label: t('leg.language'), value: languageName(detail.language) },
        { label: t('application.reason'), value: detail.reason === undefined ? undefined : t(`reason.${detail.reason}`, { defaultValue: detail.reason }) },
        { label: t('application.datasets'), value: <DatasetList datasets={detail.datasets} /> },
      ]}
    />
  );
};

const Body = ({ detail }: { detail: DeskLeg }) => {
  const { t } = useTranslation();
  const status = useDeskStatus();
  return (
    <div className="leg-columns">
      <div>
        <div className="tags"><StatusTag tone={legTone(detail)}>{status(detail)}</StatusTag></div>
        <Summary detail={detail} />
        {detail.request !== undefined && <Part id="asked" title={t('leg.asked')}><ul>{detail.request.questions.map((question) => <li key={question.linkId} className="prose">{question.comment}</li>)}</ul></Part>}
        {detail.proposal !== undefined && <Part id="proposal" title={t('leg.proposal')}><Paragraph>{t('leg.proposedBy', { outcome: t(`outcome.${detail.proposal.outcome}`), by: detail.proposal.by })}</Paragraph><Paragraph className="prose">{detail.proposal.justification}</Paragraph></Part>}
        {detail.decision !== undefined && <Part id="decision" title={t('leg.decision')}><Paragraph>{t(`outcome.${detail.decision.outcome}`)} · <code>{detail.decision.decisionId}</code></Paragraph><Paragraph className="prose">{detail.decision.justification}</Paragraph></Part>}
        <Part id="clocks" title={t('leg.clocks')}><LegClocks clocks={detail.clocks} /></Part>
        {detail.findings.length > 0 && <Part id="findings" title={t('leg.findings')}><Findings detail={detail} /></Part>}
        <Part id="form" title={t('leg.form')}><Form detail={detail} /></Part>
        {detail.notes.length > 0 && <Part id="notes" title={t('leg.notes')}><LegNotes notes={detail.notes} /></Part>}
        <Part id="history" title={t('leg.history')}><LegEvents history={detail.history} /></Part>
        <Part id="others" title={t('leg.others')}><LegPeers peers={detail.peers} /></Part>
      </div>
      <aside aria-labelledby="actions">
        <Heading level={2} data-size="sm" id="actions" tabIndex={-1}>{t('leg.actions')}</Heading>
        <LegActions detail={detail} />
      </aside>
    </div>
  );
};

/** One leg on the officer's desk: answers, periods with their article, history, other countries, what may be done. */
const Leg = () => {
  const { t } = useTranslation();
  const { application = '', node = '' } = useParams();
  const { data: session } = useSession();
  const query = useDeskLeg(application, node, mayAct(session, 'case-handler', 'decision-maker'));
  const title = query.data === undefined || query.data.title === '' ? t('leg.title') : query.data.title;
  return (
    <Page title={title} crumbs={[{ to: '/desk', label: t('nav.desk') }]}>
      <SignInFirst roles={['case-handler', 'decision-maker']}>
        <Read query={query} lines={10}>{(detail) => <Body detail={detail} />}</Read>
      </SignInFirst>
    </Page>
  );
};
export default Leg;
