import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useOpsStep, type DeadList } from '../../api/ops.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../../ui/data-table.tsx';

/** Runs of sending again, with how far they are; one that runs can be stopped. */
export const ResendRuns = ({ runs }: { runs: DeadList['runs'] }) => {
  const { t } = useTranslation();
  const { instant, number } = useFormat();
  const step = useOpsStep();
  return (
    <DataTable
      caption={t('dead.runs')}
      hideCaption
      rows={runs}
      rowKey={(run) => run.id}
      columns={[
        { key: 'at', header: t('run.started'), cell: (run) => <>{instant(run.requestedAt)}<div className="meta">{run.requestedBy}</div></> },
        { key: 'state', header: t('run.state'), cell: (run) => t(`resend.state.${run.state}`) },
        { key: 'done', header: t('resend.progress'), number: true, cell: (run) => t('resend.of', { done: number(run.done), total: number(run.total) }) },
        { key: 'stop', header: t('links.steer'), cell: (run) => (run.state === 'running' ? <Button variant="secondary" data-size="sm" loading={step.isPending} onClick={() => step.mutate({ path: `/dead-letters/runs/${run.id}/stop` })}>{t('resend.stop')}</Button> : t('none')) },
      ]}
    />
  );
};
