import { useState } from 'react';
import { Alert, Button, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useDecideRun, type RunDetail } from '../../api/sources.ts';
import { useFormat } from '../../format/use-format.ts';
import { Failure } from '../../ui/notices.tsx';

type Props = { source: string; run: RunDetail; held: NonNullable<RunDetail['held']>; mayDecide: boolean };

/** A run that would take many records away waits for a person, who types how many (catalogue.md §6.5). */
export const HeldRun = ({ source, run, held, mayDecide }: Props) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const decide = useDecideRun(source, run.id);
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const matches = typed.trim() === String(held.going);
  const withdraw = (): void => {
    setTried(true);
    if (matches) decide.mutate({ action: 'withdraw', confirm: held.going });
  };
  return (
    <Alert data-color="warning">
      <Heading level={3} data-size="2xs">{t('held.title', { count: held.going, going: number(held.going), live: number(held.live) })}</Heading>
      <Paragraph>{t('held.likely', { likely: t(`held.cause.${held.likely}`, { defaultValue: held.likely }) })}</Paragraph>
      <ul>
        {held.records.map((one) => <li key={one.record}>{one.title ?? one.record}{(one.baskets > 0 || one.applications.length > 0) && <span className="meta"> · {t('held.used', { baskets: number(one.baskets), applications: number(one.applications.length) })}</span>}</li>)}
      </ul>
      {decide.error !== null && <Failure error={decide.error} />}
      {mayDecide && (
        <div className="stack">
          <Textfield label={t('held.type', { going: held.going })} inputMode="numeric" autoComplete="off" value={typed} error={tried && !matches ? t('held.wrong') : undefined} onChange={(event) => setTyped(event.target.value)} />
          <div className="row">
            <Button data-color="danger" loading={decide.isPending} onClick={withdraw}>{t('held.withdraw')}</Button>
            <Button variant="secondary" loading={decide.isPending} onClick={() => decide.mutate({ action: 'keep' })}>{t('held.keep')}</Button>
            <Button variant="secondary" loading={decide.isPending} onClick={() => decide.mutate({ action: 'run-again' })}>{t('held.again')}</Button>
          </div>
        </div>
      )}
    </Alert>
  );
};
