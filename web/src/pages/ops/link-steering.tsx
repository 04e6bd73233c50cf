import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { LinkView } from '../../../../core/api/ops.ts';
import { testLink, useOpsStep } from '../../api/ops.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Failure } from '../../ui/notices.tsx';
import { LinkTest } from './link-test.tsx';

/** Pause, resume and test one partner. A pause asks for its reason, which stands in the audit trail. */
export const LinkSteering = ({ link, mayChange }: { link: LinkView; mayChange: boolean }) => {
  const { t } = useTranslation();
  const step = useOpsStep();
  const test = useMutation({ mutationFn: () => testLink(link.partner) });
  const [reason, setReason] = useState('');
  const path = `/links/${encodeURIComponent(link.partner)}`;
  const pause = (): void => step.mutate({ path: `${path}/pause`, body: reason.trim() === '' ? {} : { reason: reason.trim() } });
  return (
    <div className="stack">
      <div className="row">
        {mayChange && link.state !== 'open' && <Button variant="secondary" data-size="sm" loading={step.isPending} onClick={() => step.mutate({ path: `${path}/resume` })}><span>{t('links.resume')}<span className="visually-hidden"> {link.partner}</span></span></Button>}
        {mayChange && link.state !== 'paused' && (
          <Confirm trigger={t('links.pause')} about={link.partner} title={t('links.pauseTitle', { partner: link.partner })} confirm={t('links.pause')} busy={step.isPending} onConfirm={pause}>
            <Paragraph>{t('links.pauseText')}</Paragraph>
            <Textfield label={t('form.optional', { label: t('links.reason') })} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Confirm>
        )}
        <Button variant="secondary" data-size="sm" loading={test.isPending} onClick={() => test.mutate()}><span>{t('links.test')}<span className="visually-hidden"> {link.partner}</span></span></Button>
      </div>
      {step.error !== null && <Failure error={step.error} />}
      {test.error !== null && <Failure error={test.error} />}
      {test.data !== undefined && <LinkTest report={test.data} />}
    </div>
  );
};
