import { useRef } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DeadFilter } from '../../../../core/api/ops.ts';
import { previewResend, useOpsStep } from '../../api/ops.ts';
import { useFormat } from '../../format/use-format.ts';
import { Failure } from '../../ui/notices.tsx';

/** Sending again shows first what it would do: how many messages, to whom, how long, how many are too old. */
export const Resend = ({ filter, label, about }: { filter: DeadFilter; label: string; about?: string }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const dialog = useRef<HTMLDialogElement>(null);
  const step = useOpsStep();
  const preview = useMutation({ mutationFn: () => previewResend(filter), onSuccess: () => dialog.current?.showModal() });
  const send = (): void => {
    dialog.current?.close();
    step.mutate({ path: '/dead-letters/send-again', body: filter });
  };
  const shown = preview.data;
  return (
    <>
      <Button variant="secondary" data-size="sm" loading={preview.isPending || step.isPending} onClick={() => preview.mutate()}><span>{label}{about !== undefined && <span className="visually-hidden"> {about}</span>}</span></Button>
      {(preview.error ?? step.error) !== null && <Failure error={preview.error ?? step.error} />}
      <Dialog ref={dialog} closeButton={t('action.close')} aria-label={t('resend.title')}>
        <Heading level={2} data-size="xs">{t('resend.title')}</Heading>
        {shown !== undefined && (
          <>
            <Paragraph>{t('resend.messages', { count: shown.messages, number: number(shown.messages), minutes: number(Math.ceil(shown.minutes)) })}</Paragraph>
            <ul>{shown.partners.map((one) => <li key={one.partner}>{one.partner}: {number(one.messages)}</li>)}</ul>
            {shown.expired > 0 && <Paragraph>{t('resend.expired', { count: shown.expired, number: number(shown.expired) })}</Paragraph>}
          </>
        )}
        <div className="row">
          <Button onClick={send} disabled={shown === undefined || shown.messages === 0}>{t('resend.send')}</Button>
          <Button variant="tertiary" onClick={() => dialog.current?.close()}>{t('action.cancel')}</Button>
        </div>
      </Dialog>
    </>
  );
};
