import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { LinkView } from '../../../../core/api/ops.ts';
import { useLinks } from '../../api/ops.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { plainText } from '../../ui/lang-text.tsx';
import { Empty, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { StatusTag, type Tone } from '../../ui/status-tag.tsx';
import { LinkSteering } from './link-steering.tsx';
import { Maintenance } from './maintenance.tsx';

const readers = ['operator', 'coordinator'] as const;
const tone: Record<LinkView['state'], Tone> = { open: 'success', held: 'danger', paused: 'warning', 'half-open': 'warning', maintenance: 'info' };

const Contact = ({ link }: { link: LinkView }) => {
  const { t } = useTranslation();
  const { fromNow } = useFormat();
  const when = (at: string | undefined): string => (at === undefined ? t('board.never') : fromNow(at));
  return <>{t('links.out', { when: when(link.lastGoodOut) })}<br />{t('links.in', { when: when(link.lastGoodIn) })}</>;
};

const Table = ({ links, mayChange }: { links: readonly LinkView[]; mayChange: boolean }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const ms = (value: number | undefined): string => (value === undefined ? t('none') : t('links.ms', { number: format.number(Math.round(value)) }));
  return (
    <DataTable
      caption={t('links.title')}
      hideCaption
      rows={links}
      rowKey={(link) => link.partner}
      columns={[
        { key: 'partner', header: t('links.partner'), sort: (link) => link.partner, cell: (link) => <><strong>{link.partner}</strong> {plainText(link.name, format.language)}<div className="meta"><code>{link.gateway}</code></div></> },
        { key: 'state', header: t('links.state'), sort: (link) => link.state, cell: (link) => <><StatusTag tone={tone[link.state]}>{t(`linkState.${link.state}`)}</StatusTag>{link.why !== undefined && <div className="meta">{t(`linkWhy.${link.why}`, { defaultValue: link.why })}</div>}{link.paused !== undefined && <div className="meta">{t('links.pausedBy', { by: link.paused.by, when: format.instant(link.paused.at), reason: link.paused.reason ?? '' })}</div>}</> },
        { key: 'waiting', header: t('board.waiting'), number: true, sort: (link) => link.waiting, cell: (link) => <>{format.number(link.waiting)}{link.oldestWaitingSeconds !== undefined && link.waiting > 0 && <div className="meta">{t('links.oldest', { duration: format.duration(link.oldestWaitingSeconds) })}</div>}</> },
        { key: 'flight', header: t('links.inFlight'), number: true, cell: (link) => format.number(link.inFlight) },
        { key: 'dead', header: t('board.dead'), number: true, sort: (link) => link.dead, cell: (link) => format.number(link.dead) },
        { key: 'speed', header: t('links.speed'), number: true, sort: (link) => link.p99Ms ?? 0, cell: (link) => `${ms(link.p50Ms)} / ${ms(link.p99Ms)}` },
        { key: 'contact', header: t('links.contact'), cell: (link) => <Contact link={link} /> },
        { key: 'days', header: t('board.days'), number: true, sort: (link) => link.certificateDaysLeft ?? 99_999, cell: (link) => (link.certificateDaysLeft === undefined ? t('none') : link.certificateWarning === undefined ? format.number(Math.floor(link.certificateDaysLeft)) : <strong>{t('board.daysSoon', { number: format.number(Math.floor(link.certificateDaysLeft)) })}</strong>) },
        { key: 'steer', header: t('links.steer'), cell: (link) => <LinkSteering link={link} mayChange={mayChange} /> },
      ]}
    />
  );
};

/** The link to every partner: state, what waits, how fast; pause, resume, test. */
const Links = () => {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const query = useLinks(mayAct(session, ...readers));
  const mayChange = mayAct(session, 'operator');
  return (
    <Page title={t('links.title')} crumbs={[]}>
      <SignInFirst roles={readers}>
        <Read query={query}>{(links) => (links.length === 0 ? <Empty title={t('links.empty.title')}><Paragraph>{t('links.empty.text')}</Paragraph></Empty> : <Table links={links} mayChange={mayChange} />)}</Read>
        <section aria-labelledby="maintenance"><Heading level={2} data-size="sm" id="maintenance">{t('maintenance.title')}</Heading><Maintenance mayChange={mayChange} /></section>
      </SignInFirst>
    </Page>
  );
};
export default Links;
