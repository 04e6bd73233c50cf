import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { NoticeList } from '../../../../core/api/notices.ts';
import { useNoticeChange, useNotices } from '../../api/notices.ts';
import { useFormat } from '../../format/use-format.ts';
import { Failure, Read } from '../../ui/notices.tsx';

const shown = 10;

const Items = ({ list, links }: { list: NoticeList; links: boolean }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const change = useNoticeChange();
  const unread = list.notices.filter((one) => !one.read).length;
  return (
    <>
      {list.notices.length === 0 && <Paragraph>{t('notices.none')}</Paragraph>}
      <ul className="plain-list">
        {list.notices.slice(0, shown).map((one) => (
          <li key={one.id}>{t(`notices.${one.kind}`, { title: one.title })} {links && one.kind === 'source-run' && <Link to={one.path}>{t('notices.see')}</Link>} <span className="meta">{instant(one.at)} · <code>{one.code}</code>{!one.read && <> · {t('notices.new')}</>}</span></li>
        ))}
      </ul>
      {unread > 0 && <div><Button variant="secondary" data-size="sm" loading={change.isPending} onClick={() => change.mutate({ method: 'POST', path: '/read' })}>{t('saved.markRead')}</Button></div>}
      {change.error !== null && <Failure error={change.error} />}
      <Paragraph data-size="sm">{!list.mail.server ? t('mailing.off') : list.mail.address === undefined ? t('mailing.noAddress') : t('mailing.to', { address: list.mail.address })} {list.mail.bounced !== undefined && t('mailing.bounced', { reason: list.mail.bounced })}</Paragraph>
    </>
  );
};

/** What happened to sources and descriptions the reader answers for. @param links the reader may see the runs themselves */
export const Notices = ({ enabled, links }: { enabled: boolean; links: boolean }) => {
  const { t } = useTranslation();
  const query = useNotices(enabled);
  if (!enabled) return null;
  return <section className="stack" aria-labelledby="notices"><Heading level={2} data-size="sm" id="notices">{t('notices.title')}</Heading><Read query={query}>{(list) => <Items list={list} links={links} />}</Read></section>;
};
