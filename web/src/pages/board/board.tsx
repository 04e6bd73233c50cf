import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { ConsortiumStatus } from '../../../../core/api/status.ts';
import { useConsortium } from '../../api/board.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { Empty, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { LinkMatrix } from './link-matrix.tsx';
import { NodeTable } from './node-table.tsx';
import { topLine, useReasonWords } from './words.ts';
import { CertificateDays } from './certificate-days.tsx';

const boardReaders = ['coordinator', 'operator', 'auditor'] as const;

const Incidents = ({ status }: { status: ConsortiumStatus }) => {
  const { t } = useTranslation();
  const { country, instant } = useFormat();
  const said = status.nodes.flatMap((one) => {
    const node = one.document?.node;
    const maintenance = node?.maintenance === undefined ? [] : [{ key: `${one.node} maintenance`, text: t('board.maintenance', { country: country(one.node), from: node.maintenance.from === undefined ? '…' : instant(node.maintenance.from), to: node.maintenance.to === undefined ? '…' : instant(node.maintenance.to), note: node.maintenance.note ?? '' }) }];
    return [...maintenance, ...(node?.incidents ?? []).map((incident) => ({ key: `${one.node} ${incident.since}`, text: t('board.incident', { country: country(one.node), title: incident.title, since: instant(incident.since) }) }))];
  });
  if (said.length === 0) return <Paragraph>{t('board.noIncidents')}</Paragraph>;
  return <ul>{said.map((one) => <li key={one.key}>{one.text}</li>)}</ul>;
};

const Body = ({ status }: { status: ConsortiumStatus }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useReasonWords();
  if (status.nodes.length === 0) return <Empty title={t('board.empty.title')}><Paragraph>{t('board.empty.text')}</Paragraph></Empty>;
  const unwell = status.nodes.some((node) => node.conclusion !== 'well');
  return (
    <>
      <Alert data-color={unwell ? 'warning' : 'success'}><strong>{topLine(status, t, format, words)}</strong> <span className="meta">{t('board.at', { when: format.instant(status.at) })}</span></Alert>
      <section aria-labelledby="nodes"><Heading level={2} data-size="sm" id="nodes">{t('board.nodes')}</Heading><NodeTable nodes={status.nodes} /></section>
      <section aria-labelledby="links"><Heading level={2} data-size="sm" id="links">{t('board.links')}</Heading><Paragraph>{t('board.linksText')}</Paragraph><LinkMatrix nodes={status.nodes} /></section>
      <section aria-labelledby="certificates"><Heading level={2} data-size="sm" id="certificates">{t('board.certificates')}</Heading><CertificateDays nodes={status.nodes} /></section>
      <section aria-labelledby="incidents"><Heading level={2} data-size="sm" id="incidents">{t('board.incidents')}</Heading><Incidents status={status} /></section>
    </>
  );
};

/** How the consortium is, in one line and then by node and link. */
const Board = () => {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const query = useConsortium(mayAct(session, ...boardReaders));
  return (
    <Page title={t('board.title')} crumbs={[]}>
      <SignInFirst roles={boardReaders}><Read query={query} lines={8}>{(status) => <Body status={status} />}</Read></SignInFirst>
    </Page>
  );
};
export default Board;
