import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DirectoryView } from '../../../../core/api/directory.ts';
import { useDirectory, useJoinRequests } from '../../api/directory.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { LangTextView } from '../../ui/lang-text.tsx';
import { Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { StatusTag, type Tone } from '../../ui/status-tag.tsx';
import { JoinRequests } from './join-requests.tsx';
import { ParticipantState } from './participant-state.tsx';

const readers = ['coordinator', 'operator'] as const;
const stateTone: Record<string, Tone> = { active: 'success', maintenance: 'info', joining: 'neutral', suspended: 'warning', revoked: 'danger' };
const soonDays = 30; // a month is enough to renew without hurry

const Participants = ({ view, mayChange }: { view: DirectoryView; mayChange: boolean }) => {
  const { t } = useTranslation();
  const { instant, day } = useFormat();
  return (
    <DataTable
      caption={t('directory.participants')}
      hideCaption
      rows={view.participants}
      rowKey={(one) => one.nodeId}
      columns={[
        { key: 'node', header: t('board.node'), sort: (one) => one.nodeId, cell: (one) => <><strong>{one.nodeId}</strong> <LangTextView value={one.name} /></> },
        { key: 'roles', header: t('directory.roles'), cell: (one) => one.roles.map((role) => t(`participantRole.${role}`)).join(', ') },
        { key: 'state', header: t('directory.state'), sort: (one) => one.state.code, cell: (one) => <><StatusTag tone={stateTone[one.state.code] ?? 'neutral'}>{t(`participantState.${one.state.code}`)}</StatusTag><div className="meta">{t('board.since', { when: instant(one.state.since) })}{one.state.note !== undefined && <> · {one.state.note}</>}</div></> },
        { key: 'gateway', header: t('directory.gateway'), cell: (one) => <code>{one.gateway}</code> },
        { key: 'tls', header: t('directory.tlsUntil'), cell: (one) => one.tls.map((key) => day(key.notAfter)).join(', ') },
        ...(mayChange ? [{ key: 'change', header: t('directory.change'), cell: (one: DirectoryView['participants'][number]) => <ParticipantState participant={one} /> }] : []),
      ]}
    />
  );
};

const OwnKeys = ({ view }: { view: DirectoryView }) => {
  const { t } = useTranslation();
  const { day, number } = useFormat();
  return (
    <DataTable
      caption={t('directory.keys')}
      hideCaption
      rows={view.keys}
      rowKey={(key) => `${key.kind} ${key.id}`}
      columns={[
        { key: 'kind', header: t('directory.key'), cell: (key) => t(`keyKind.${key.kind}`) },
        { key: 'id', header: t('directory.keyId'), cell: (key) => <code>{key.id}</code> },
        { key: 'until', header: t('directory.until'), sort: (key) => key.notAfter, cell: (key) => day(key.notAfter) },
        { key: 'days', header: t('directory.daysLeft'), number: true, sort: (key) => key.daysLeft, cell: (key) => (key.daysLeft < soonDays ? <strong>{t('board.daysSoon', { number: number(Math.floor(key.daysLeft)) })}</strong> : number(Math.floor(key.daysLeft))) },
      ]}
    />
  );
};

const Body = ({ view, mayChange }: { view: DirectoryView; mayChange: boolean }) => {
  const { t } = useTranslation();
  const { instant, number } = useFormat();
  const outdated = view.crls.filter((crl) => crl.standing !== 'good');
  return (
    <>
      {view.state !== 'good' && <Alert data-color="danger">{t(`directory.expired.${view.state}`)}</Alert>}
      {outdated.length > 0 && <Alert data-color="warning">{t('directory.crl', { count: outdated.length })}</Alert>}
      <FactList facts={[
        { label: t('directory.consortium'), value: view.consortium },
        { label: t('directory.version'), value: number(view.version) },
        { label: t('directory.issued'), value: instant(view.issuedAt) },
        { label: t('directory.expires'), value: instant(view.expiresAt) },
      ]} />
      <section aria-labelledby="participants"><Heading level={2} data-size="sm" id="participants">{t('directory.participants')}</Heading><Participants view={view} mayChange={mayChange && view.coordinator} /></section>
      <section aria-labelledby="keys"><Heading level={2} data-size="sm" id="keys">{t('directory.keys')}</Heading><OwnKeys view={view} /></section>
    </>
  );
};

/** Who takes part, who asks to join, and how long our own keys last. */
const Directory = () => {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const query = useDirectory(mayAct(session, ...readers));
  const coordinates = query.data?.coordinator === true;
  const requests = useJoinRequests(coordinates);
  const mayChange = mayAct(session, 'coordinator');
  return (
    <Page title={t('directory.title')} crumbs={[]}>
      <SignInFirst roles={readers}>
        {coordinates && <section aria-labelledby="requests"><Heading level={2} data-size="sm" id="requests">{t('join.title')}</Heading><Read query={requests}>{(list) => <JoinRequests requests={list} mayDecide={mayChange} />}</Read></section>}
        <Read query={query} lines={8}>{(view) => <Body view={view} mayChange={mayChange} />}</Read>
        {query.data?.coordinator === false && <Paragraph className="meta">{t('directory.onCoordinator')}</Paragraph>}
      </SignInFirst>
    </Page>
  );
};
export default Directory;
