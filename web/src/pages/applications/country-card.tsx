import { Details, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView, LegView } from '../../../../core/api/applications.ts';
import { legPath, useApplicationChange } from '../../api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Failure } from '../../ui/notices.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { AnswerQuestions } from './answer-questions.tsx';
import { DatasetList } from './chosen-datasets.tsx';
import { DecisionCard } from './decision-card.tsx';
import { attemptWords, deliveryWords, dueClock, dueOf, legTone, nextActorWords, statusWords } from './words.ts';

const History = ({ leg }: { leg: LegView }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  return (
    <Details data-size="sm">
      <Details.Summary>{t('application.history')}</Details.Summary>
      <Details.Content>
        <ol className="timeline">
          {leg.history.map((entry, index) => <li key={index}><span className="meta">{instant(entry.at)}</span> {t(`legStatus.${entry.status}`, { defaultValue: t(`decisionStatus.${entry.status}`, { defaultValue: entry.status }) })}{entry.note !== undefined && <> · {entry.note}</>}</li>)}
          {leg.delivery.attempts.map((attempt, index) => <li key={`attempt ${index}`}><span className="meta">{instant(attempt.at)}</span> {attemptWords(attempt.outcome, t)}</li>)}
        </ol>
      </Details.Content>
    </Details>
  );
};

const Deadline = ({ leg }: { leg: LegView }) => {
  const { t } = useTranslation();
  const { dueDay } = useFormat();
  const due = dueOf(leg);
  const clock = dueClock(leg);
  if (due === undefined) return <>{t('none')}</>;
  return <>{dueDay(due)}{clock?.law !== undefined && <span className="meta"> · {clock.law}</span>}{clock?.overdue === true && <strong> · {t('application.overdue')}</strong>}</>;
};

/** One country of an application. */
export const CountryCard = ({ leg, application }: { leg: LegView; application: ApplicationView }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const change = useApplicationChange(application.id);
  const country = format.country(leg.node);
  const act = (step: string, body: unknown): void => change.mutate({ path: `${legPath(leg.node)}/${step}`, body });
  return (
    <li className="ds-card country-card" data-country={leg.node}>
      <div className="row spread">
        <Heading level={3} data-size="xs">{t('application.decisionOf', { country })}</Heading>
        <StatusTag tone={legTone(leg)}>{statusWords(leg, t)}</StatusTag>
      </div>
      <Paragraph className="delivery">{deliveryWords(leg, t, format)}</Paragraph>
      {leg.delivery.state === 'waiting' && leg.delivery.attempts.length > 0 && <Paragraph className="meta">{t('delivery.attempts', { count: leg.delivery.attempts.length })}</Paragraph>}
      <FactList
        facts={[
          { label: t('application.next'), value: nextActorWords(leg, t, format) },
          { label: t('application.due'), value: <Deadline leg={leg} /> },
          { label: t('application.lastHeard'), value: <>{format.instant(leg.asOf)}{leg.stale && <strong> · {t('application.stale', { country })}</strong>}</> },
          { label: t('application.withdrawalSent'), value: leg.withdrawalRequestedAt === undefined || leg.status === 'WITHDRAWN' ? undefined : format.instant(leg.withdrawalRequestedAt) },
          { label: t('application.reason'), value: leg.reason === undefined ? undefined : t(`reason.${leg.reason}`, { defaultValue: leg.reason }) },
          { label: t('application.datasets'), value: <DatasetList datasets={leg.datasets} /> },
        ]}
      />
      {leg.decision !== undefined && <DecisionCard leg={leg} busy={change.isPending} onRespond={(body) => act('decision-response', body)} />}
      {leg.request !== undefined && leg.status === 'AWAITING_ADDITIONAL_INFORMATION' && <AnswerQuestions key={leg.request.id} node={leg.node} request={leg.request} application={application} busy={change.isPending} onAnswer={(body) => act('answer', body)} />}
      {change.error !== null && <Failure error={change.error}><Paragraph>{t('application.nothingChanged')}</Paragraph></Failure>}
      <History leg={leg} />
      {leg.allowed.includes('withdraw') && (
        <div>
          <Confirm trigger={t('application.withdrawFrom', { country })} title={t('application.withdrawTitle', { country })} confirm={t('application.withdraw')} busy={change.isPending} onConfirm={() => act('withdraw', {})}>
            <Paragraph>{t('application.withdrawText')}</Paragraph>
          </Confirm>
        </div>
      )}
    </li>
  );
};
