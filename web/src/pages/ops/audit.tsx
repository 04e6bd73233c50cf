import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useAudit, verifyAudit } from '../../api/ops.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty, Failure, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';

const readers = ['auditor', 'operator'] as const;

const Verify = () => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const verify = useMutation({ mutationFn: verifyAudit });
  return (
    <>
      <div><Button variant="secondary" loading={verify.isPending} onClick={() => verify.mutate()}>{t('audit.verify')}</Button></div>
      {verify.error !== null && <Failure error={verify.error} />}
      {verify.data !== undefined && (
        <Alert data-color={verify.data.ok ? 'success' : 'danger'} role="status">
          <Paragraph>{t(verify.data.ok ? 'audit.whole' : 'audit.broken', { rows: number(verify.data.rows), heads: number(verify.data.heads), count: verify.data.faults.length })}</Paragraph>
          <ul lang="en">{verify.data.faults.map((fault) => <li key={`${fault.seq} ${fault.code}`}>{fault.text}</li>)}</ul>
        </Alert>
      )}
    </>
  );
};

const Filter = () => {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const [target, setTarget] = useState(address.get('target') ?? '');
  const [action, setAction] = useState(address.get('action') ?? '');
  return (
    <form className="row" onSubmit={(event) => { event.preventDefault(); setAddress(Object.entries({ target, action }).filter(([, value]) => value !== '')); }}>
      <Textfield data-size="sm" label={t('audit.target')} value={target} onChange={(event) => setTarget(event.target.value)} />
      <Textfield data-size="sm" label={t('audit.action')} value={action} onChange={(event) => setAction(event.target.value)} />
      <Button type="submit" variant="secondary" data-size="sm">{t('dead.apply')}</Button>
    </form>
  );
};

/** Who did what, newest first; the chain can be checked here. */
const Audit = () => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const [address] = useSearchParams();
  const { data: session } = useSession();
  const query = useAudit({ target: address.get('target') ?? '', action: address.get('action') ?? '' }, mayAct(session, ...readers));
  return (
    <Page title={t('audit.title')} crumbs={[]}>
      <SignInFirst roles={readers}>
        <Verify />
        <Filter />
        <Read query={query}>
          {(lines) =>
            lines.length === 0 ? <Empty title={t('audit.empty.title')}><Paragraph>{t('audit.empty.text')}</Paragraph></Empty> : (
              <DataTable
                caption={t('audit.title')}
                hideCaption
                rows={lines}
                rowKey={(line) => String(line.id)}
                columns={[
                  { key: 'at', header: t('audit.at'), sort: (line) => line.at, cell: (line) => instant(line.at) },
                  { key: 'actor', header: t('audit.actor'), sort: (line) => line.actor, cell: (line) => <>{line.actor}{line.role !== undefined && <div className="meta">{line.role}</div>}</> },
                  { key: 'action', header: t('audit.action'), sort: (line) => line.action, cell: (line) => <code>{line.action}</code> },
                  { key: 'target', header: t('audit.target'), sort: (line) => line.target, cell: (line) => <code>{line.target}</code> },
                  { key: 'outcome', header: t('audit.outcome'), sort: (line) => line.outcome, cell: (line) => line.outcome },
                  { key: 'sealed', header: t('audit.sealed'), cell: (line) => t(line.sealed ? 'answer.yes' : 'answer.no') },
                ]}
              />
            )
          }
        </Read>
      </SignInFirst>
    </Page>
  );
};
export default Audit;
