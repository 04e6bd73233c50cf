import { useState } from 'react';
import { Button, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { DeadFilter, DeadLetter } from '../../../../core/api/ops.ts';
import { useDeadLetters, useOpsStep, type DeadList } from '../../api/ops.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty, Failure, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { Resend } from './resend.tsx';
import { ResendRuns } from './resend-runs.tsx';

const GiveUp = ({ letter }: { letter: DeadLetter }) => {
  const { t } = useTranslation();
  const step = useOpsStep();
  const [reason, setReason] = useState('');
  const send = (): void => step.mutate({ path: '/dead-letters/abandon', body: { ids: [letter.messageId], reason: reason.trim() } });
  return (
    <>
      {step.error !== null && <Failure error={step.error} />}
      <Confirm trigger={t('dead.giveUp')} about={letter.messageId} title={t('dead.giveUpTitle')} confirm={t('dead.giveUp')} busy={step.isPending} ready={reason.trim() !== ''} onConfirm={send}>
        <Paragraph>{t('dead.giveUpText', { count: letter.holdsBack })}</Paragraph>
        <Textfield label={t('dead.reason')} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Confirm>
    </>
  );
};

const Letters = ({ list }: { list: DeadList }) => {
  const { t } = useTranslation();
  const { instant, number } = useFormat();
  return (
    <DataTable
      caption={t('dead.title')}
      hideCaption
      rows={list.letters}
      rowKey={(letter) => letter.messageId}
      columns={[
        { key: 'partner', header: t('links.partner'), sort: (letter) => letter.partner, cell: (letter) => <strong>{letter.partner}</strong> },
        { key: 'event', header: t('dead.event'), sort: (letter) => letter.event, cell: (letter) => <>{letter.event}<div className="meta"><code>{letter.messageId}</code></div></> },
        { key: 'why', header: t('dead.why'), sort: (letter) => letter.reason, cell: (letter) => <span lang="en">{letter.why}<div className="meta">{letter.help}</div></span> },
        { key: 'died', header: t('dead.died'), sort: (letter) => letter.diedAt, cell: (letter) => instant(letter.diedAt) },
        { key: 'attempts', header: t('dead.attempts'), number: true, sort: (letter) => letter.attempts, cell: (letter) => number(letter.attempts) },
        { key: 'behind', header: t('dead.holdsBack'), number: true, sort: (letter) => letter.holdsBack, cell: (letter) => number(letter.holdsBack) },
        { key: 'until', header: t('dead.notAfter'), sort: (letter) => letter.notAfter, cell: (letter) => <>{instant(letter.notAfter)}{letter.expired && <strong> · {t('dead.expired')}</strong>}</> },
        { key: 'do', header: t('links.steer'), cell: (letter) => <div className="row"><Resend filter={{ ids: [letter.messageId] }} label={t('dead.sendOne')} about={letter.messageId} /><GiveUp letter={letter} /></div> },
      ]}
    />
  );
};

const keys = ['partner', 'event', 'reason', 'correlation'] as const;

const Filter = () => {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const [typed, setTyped] = useState(() => Object.fromEntries(keys.map((key) => [key, address.get(key) ?? ''])));
  return (
    <form className="row" onSubmit={(event) => { event.preventDefault(); setAddress(Object.entries(typed).filter(([, value]) => value !== '')); }}>
      {keys.map((key) => <Textfield key={key} data-size="sm" label={t(`dead.filter.${key}`)} value={typed[key] ?? ''} onChange={(event) => setTyped({ ...typed, [key]: event.target.value })} />)}
      <Button type="submit" variant="secondary" data-size="sm">{t('dead.apply')}</Button>
    </form>
  );
};

/** Messages that could not be delivered: why, what would help, and sending again after a look at what that does. */
const DeadLetters = () => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [address] = useSearchParams();
  const { data: session } = useSession();
  const filter: DeadFilter = Object.fromEntries(keys.map((key) => [key, address.get(key)]).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''));
  const query = useDeadLetters(filter, mayAct(session, 'operator'));
  return (
    <Page title={t('dead.title')} crumbs={[]} lead={t('dead.lead')}>
      <SignInFirst roles={['operator']}>
        <Filter />
        <Read query={query}>
          {(list) => (
            <>
              {list.total === 0 ? (
                <Empty title={t('dead.empty.title')}><Paragraph>{t('dead.empty.text')}</Paragraph></Empty>
              ) : (
                <>
                  <div className="row spread"><strong>{t('dead.total', { count: list.total, number: number(list.total) })}</strong><Resend filter={filter} label={t('dead.sendAll')} /></div>
                  <Letters list={list} />
                </>
              )}
              {list.runs.length > 0 && <section aria-labelledby="runs"><Heading level={2} data-size="sm" id="runs">{t('dead.runs')}</Heading><ResendRuns runs={list.runs} /></section>}
            </>
          )}
        </Read>
      </SignInFirst>
    </Page>
  );
};
export default DeadLetters;
