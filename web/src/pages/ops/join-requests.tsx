import { useState } from 'react';
import { Button, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { JoinRequestView } from '../../../../core/api/directory.ts';
import { approve, refuse, useDirectoryStep } from '../../api/directory.ts';
import { useFormat } from '../../format/use-format.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { LangTextView } from '../../ui/lang-text.tsx';
import { Failure } from '../../ui/notices.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';

const tone = { waiting: 'warning', approved: 'success', refused: 'neutral' } as const;

const Decide = ({ request }: { request: JoinRequestView }) => {
  const { t } = useTranslation();
  const step = useDirectoryStep();
  const [fingerprint, setFingerprint] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState<'approve' | 'refuse'>();
  const doApprove = (): void => {
    setTried('approve');
    if (fingerprint.trim().length >= 8) step.mutate(approve(request.id, fingerprint.trim()));
  };
  const doRefuse = (): void => {
    setTried('refuse');
    if (reason.trim() !== '') step.mutate(refuse(request.id, reason.trim()));
  };
  return (
    <div className="stack">
      {step.error !== null && <Failure error={step.error} />}
      <Textfield label={t('join.readOut')} description={t('join.readOutHelp')} autoComplete="off" value={fingerprint} error={tried === 'approve' && fingerprint.trim().length < 8 ? t('join.readOutMissing') : undefined} onChange={(event) => setFingerprint(event.target.value)} />
      <div><Button loading={step.isPending} onClick={doApprove}>{t('join.approve', { node: request.nodeId })}</Button></div>
      <Textfield label={t('join.reason')} value={reason} error={tried === 'refuse' && reason.trim() === '' ? t('legAction.textNeeded') : undefined} onChange={(event) => setReason(event.target.value)} />
      <div><Button variant="secondary" data-color="danger" loading={step.isPending} onClick={doRefuse}>{t('join.refuse')}</Button></div>
    </div>
  );
};

/** Who asks to join. The coordinator types the fingerprint that the applicant reads out over another channel; it is not shown to be copied. */
export const JoinRequests = ({ requests, mayDecide }: { requests: readonly JoinRequestView[]; mayDecide: boolean }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  if (requests.length === 0) return <Paragraph>{t('join.none')}</Paragraph>;
  return (
    <ul className="card-list">
      {requests.map((request) => (
        <li key={request.id} className="ds-card">
          <div className="row spread"><Heading level={3} data-size="2xs">{request.nodeId} <LangTextView value={request.details.name} /></Heading><StatusTag tone={tone[request.state]}>{t(`join.state.${request.state}`)}</StatusTag></div>
          <FactList facts={[
            { label: t('join.asked'), value: instant(request.askedAt) },
            { label: t('directory.roles'), value: request.details.roles.map((role) => t(`participantRole.${role}`)).join(', ') },
            { label: t('directory.gateway'), value: <code>{request.details.gateway}</code> },
            { label: t('directory.portal'), value: <code>{request.details.portal}</code> },
            { label: t('join.hosts'), value: request.details.hosts.join(', ') },
            { label: t('join.decided'), value: request.decidedAt === undefined ? undefined : `${instant(request.decidedAt)} · ${request.decidedBy ?? ''}` },
            { label: t('application.reason'), value: request.reason },
          ]} />
          {request.state === 'waiting' && mayDecide && <Decide request={request} />}
        </li>
      ))}
    </ul>
  );
};
