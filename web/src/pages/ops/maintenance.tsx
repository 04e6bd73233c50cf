import { useState } from 'react';
import { Button, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useMaintenance, useOpsStep } from '../../api/ops.ts';
import { useFormat } from '../../format/use-format.ts';
import { Failure, Read } from '../../ui/notices.tsx';

const instantOrNothing = (local: string): string | undefined => (local === '' ? undefined : new Date(local).toISOString());

const Announce = () => {
  const { t } = useTranslation();
  const step = useOpsStep();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const send = (): void => {
    const parts = { from: instantOrNothing(from), to: instantOrNothing(to), note: note.trim() === '' ? undefined : note.trim() };
    step.mutate({ method: 'PUT', path: '/maintenance', body: Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) });
  };
  return (
    <div className="stack narrow">
      {step.error !== null && <Failure error={step.error} />}
      <Textfield type="datetime-local" label={t('form.optional', { label: t('maintenance.from') })} description={t('maintenance.fromHelp')} value={from} onChange={(event) => setFrom(event.target.value)} />
      <Textfield type="datetime-local" label={t('form.optional', { label: t('maintenance.to') })} value={to} onChange={(event) => setTo(event.target.value)} />
      <Textfield label={t('form.optional', { label: t('maintenance.note') })} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      <div><Button loading={step.isPending} onClick={send}>{t('maintenance.announce')}</Button></div>
    </div>
  );
};

/** Announced maintenance: partners hold their messages instead of failing. */
export const Maintenance = ({ mayChange }: { mayChange: boolean }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const step = useOpsStep();
  const query = useMaintenance(true);
  return (
    <Read query={query} lines={1}>
      {(view) => {
        const announced = view.active || view.from !== undefined || view.to !== undefined;
        return (
          <>
            <Paragraph>{announced ? t('maintenance.announced', { from: view.from === undefined ? t('maintenance.now') : instant(view.from), to: view.to === undefined ? t('maintenance.open') : instant(view.to), note: view.note ?? '' }) : t('maintenance.none')}</Paragraph>
            {mayChange && announced && <div><Button variant="secondary" loading={step.isPending} onClick={() => step.mutate({ method: 'DELETE', path: '/maintenance' })}>{t('maintenance.end')}</Button></div>}
            {mayChange && !announced && <Announce />}
          </>
        );
      }}
    </Read>
  );
};
