import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { QueueView } from '../../../../core/api/ops.ts';
import { useOpsStep, useQueues } from '../../api/ops.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Failure, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';

const Quarantine = ({ rows }: { rows: QueueView['quarantined'] }) => {
  const { t } = useTranslation();
  const { instant, number } = useFormat();
  const step = useOpsStep();
  if (rows.length === 0) return <Paragraph>{t('queues.noQuarantine')}</Paragraph>;
  return (
    <>
      {step.error !== null && <Failure error={step.error} />}
      <DataTable
        caption={t('queues.quarantine')}
        hideCaption
        rows={rows}
        rowKey={(row) => String(row.arrival)}
        columns={[
          { key: 'sender', header: t('queues.sender'), sort: (row) => row.sender, cell: (row) => <strong>{row.sender}</strong> },
          { key: 'event', header: t('dead.event'), cell: (row) => <>{row.event}<div className="meta"><code>{row.messageId}</code></div></> },
          { key: 'reason', header: t('dead.why'), cell: (row) => <span lang="en">{row.reason}</span> },
          { key: 'received', header: t('desk.received'), sort: (row) => row.receivedAt, cell: (row) => instant(row.receivedAt) },
          { key: 'attempts', header: t('dead.attempts'), number: true, cell: (row) => number(row.attempts) },
          { key: 'again', header: t('links.steer'), cell: (row) => <Button variant="secondary" data-size="sm" loading={step.isPending} onClick={() => step.mutate({ path: `/quarantine/${row.arrival}/try-again` })}><span>{t('queues.again')}<span className="visually-hidden"> {row.messageId}</span></span></Button> },
        ]}
      />
    </>
  );
};

const Body = ({ view }: { view: QueueView }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <>
      <FactList facts={[
        { label: t('queues.backend'), value: t(view.backend ? 'queues.reachable' : 'queues.unreachable') },
        { label: t('queues.stored'), value: number(view.inbox.stored) },
        { label: t('queues.parked'), value: number(view.inbox.parked) },
        { label: t('queues.quarantined'), value: number(view.inbox.quarantined) },
      ]} />
      <section aria-labelledby="list">
        <Heading level={2} data-size="sm" id="list">{t('queues.list')}</Heading>
        <DataTable
          caption={t('queues.list')}
          hideCaption
          rows={view.queues}
          rowKey={(queue) => queue.name}
          columns={[
            { key: 'name', header: t('queues.name'), sort: (queue) => queue.name, cell: (queue) => <code>{queue.name}</code> },
            { key: 'waiting', header: t('board.waiting'), number: true, sort: (queue) => queue.waiting, cell: (queue) => number(queue.waiting) },
            { key: 'delayed', header: t('queues.delayed'), number: true, sort: (queue) => queue.delayed, cell: (queue) => number(queue.delayed) },
            { key: 'active', header: t('queues.active'), number: true, sort: (queue) => queue.active, cell: (queue) => number(queue.active) },
          ]}
        />
      </section>
      <section aria-labelledby="quarantine"><Heading level={2} data-size="sm" id="quarantine">{t('queues.quarantine')}</Heading><Quarantine rows={view.quarantined} /></section>
    </>
  );
};

/** What the node works on, and what it set aside. */
const Queues = () => {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const query = useQueues(mayAct(session, 'operator'));
  return <Page title={t('queues.title')} crumbs={[]}><SignInFirst roles={['operator']}><Read query={query}>{(view) => <Body view={view} />}</Read></SignInFirst></Page>;
};
export default Queues;
