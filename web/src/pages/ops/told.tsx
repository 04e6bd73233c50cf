import { Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useMailState } from '../../api/notices.ts';
import { useLinkTotals } from '../../api/quality.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { sourceReaders } from './source-words.ts';

/** Whether owners are told by mail, and whether addresses in descriptions are tried: said outright when they are not. */
export const MailAndLinks = () => {
  const { t } = useTranslation();
  const { number, instant } = useFormat();
  const { data: session } = useSession();
  const mail = useMailState(mayAct(session, 'operator', 'coordinator', 'auditor')).data;
  const links = useLinkTotals(mayAct(session, ...sourceReaders)).data;
  return (
    <section className="stack" aria-labelledby="beside">
      <Heading level={2} data-size="sm" id="beside">{t('sources.beside')}</Heading>
      <FactList
        facts={[
          { label: t('mailing.title'), value: mail === undefined ? undefined : mail.server ? t('mailing.state', { sent: number(mail.sent), waiting: number(mail.waiting), failed: number(mail.failed) }) : t('mailing.offOperator') },
          { label: t('mailing.lastError'), value: mail?.lastError },
          { label: t('quality.links'), value: links === undefined ? undefined : links.on ? t('sources.links', { addresses: number(links.addresses), dead: number(links.dead), waiting: number(links.waiting), last: links.lastCheck === undefined ? t('board.never') : instant(links.lastCheck) }) : t('quality.linksOffOperator') },
        ]}
      />
    </section>
  );
};
