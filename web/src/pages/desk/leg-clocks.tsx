import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { ClockView } from '../../../../core/api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../../ui/data-table.tsx';

const Due = ({ clock }: { clock: ClockView }) => {
  const { t } = useTranslation();
  const { dueDay, day } = useFormat();
  const due = clock.dueDate ?? clock.dueAt;
  if (due === undefined) return <>{t('none')}</>;
  return <>{clock.state === 'running' ? dueDay(due) : day(due)}{clock.overdue && <strong> · {t('application.overdue')}</strong>}</>;
};

/** The periods of a leg, each with the article it comes from; running ones first. */
export const LegClocks = ({ clocks }: { clocks: readonly ClockView[] }) => {
  const { t } = useTranslation();
  const { day } = useFormat();
  if (clocks.length === 0) return <Paragraph>{t('leg.noClocks')}</Paragraph>;
  const rank = { running: 0, ended: 1, void: 2 } as const;
  return (
    <DataTable
      caption={t('leg.clocks')}
      hideCaption
      rows={[...clocks].sort((a, b) => rank[a.state] - rank[b.state])}
      rowKey={(clock) => `${clock.id} ${clock.startedAt} ${clock.state}`}
      columns={[
        { key: 'id', header: t('leg.clock.what'), cell: (clock) => t(`clock.${clock.id}`, { defaultValue: clock.id }) },
        { key: 'law', header: t('leg.clock.law'), cell: (clock) => clock.law ?? t('none') },
        { key: 'started', header: t('leg.clock.started'), cell: (clock) => day(clock.startedAt) },
        { key: 'due', header: t('leg.clock.due'), cell: (clock) => <Due clock={clock} /> },
        { key: 'state', header: t('leg.clock.state'), cell: (clock) => t(`leg.clockState.${clock.state}`) },
      ]}
    />
  );
};
