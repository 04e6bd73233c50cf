import { Checkbox, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useNoticeChange, useNotices } from '../../api/notices.ts';
import { Failure } from '../../ui/notices.tsx';

/** News by mail, too: where this node has a mail server and the account an address. */
export const MailChoice = () => {
  const { t } = useTranslation();
  const query = useNotices(true);
  const change = useNoticeChange();
  const mail = query.data?.mail;
  if (mail === undefined) return null;
  if (!mail.server) return <Paragraph data-size="sm">{t('mailing.off')}</Paragraph>;
  if (mail.address === undefined) return <Paragraph data-size="sm">{t('mailing.noAddress')}</Paragraph>;
  return (
    <>
      <Checkbox label={t('mailing.also', { address: mail.address })} checked={mail.on} onChange={(event) => change.mutate({ method: 'PUT', path: '/mail', body: { on: event.target.checked } })} />
      {mail.bounced !== undefined && <Paragraph data-size="sm">{t('mailing.bounced', { reason: mail.bounced })}</Paragraph>}
      {change.error !== null && <Failure error={change.error} />}
    </>
  );
};
