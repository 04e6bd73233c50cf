import { useId, useState, type FormEvent } from 'react';
import { Alert, Button, Heading, Paragraph, Select } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HolderDataset } from '../../../../core/api/holder.ts';
import { isApiError } from '../../api/client.ts';
import { templateAddress, useSendDescription, type Sending } from '../../api/holder.ts';
import type { WordedFinding } from '../../api/validation.ts';
import { Findings } from '../../ui/findings.tsx';
import { Failure } from '../../ui/notices.tsx';
import { Differences, type Difference } from './differences.tsx';

type Refusal = { findings?: readonly WordedFinding[]; version?: string; theirs?: readonly Difference[]; yours?: readonly Difference[] };
const accepted = '.ttl,.jsonld,.json,.rdf,.xml,.nt,.xlsx';

/** Why nothing was stored: what is to be mended, or what others changed meanwhile with the way to keep both. */
const Refused = ({ error, busy, onOnto }: { error: unknown; busy: boolean; onOnto: (version: string) => void }) => {
  const { t } = useTranslation();
  const { findings, version, theirs, yours } = isApiError(error) ? (error.problem as Refusal) : {};
  return (
    <div className="stack" role="alert">
      <Failure error={error} />
      {findings !== undefined && <Findings findings={findings} />}
      {version !== undefined && theirs !== undefined && yours !== undefined && (
        <>
          <Differences title={t('holder.theirs')} differences={theirs} />
          <Differences title={t('holder.yours')} differences={yours} />
          <div><Button variant="secondary" loading={busy} onClick={() => onOnto(version)}>{t('holder.onto')}</Button></div>
        </>
      )}
    </div>
  );
};

/** A description as a file: a new one, or over one that exists. Nothing is stored while anything must be mended, unless it is kept as a draft. */
export const SendDescription = ({ datasets }: { datasets: readonly HolderDataset[] }) => {
  const { t } = useTranslation();
  const send = useSendDescription();
  const ids = { file: useId(), over: useId(), state: useId() };
  const [file, setFile] = useState<File>();
  const [over, setOver] = useState('');
  const [state, setState] = useState<Sending['state']>('published');
  const [missing, setMissing] = useState(false);
  const dataset = datasets.find((one) => one.id === over);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(file === undefined);
    if (file !== undefined) send.mutate({ file, state, dataset });
  };
  return (
    <section className="stack" aria-labelledby="send">
      <Heading level={2} data-size="sm" id="send">{t('holder.send')}</Heading>
      <Paragraph>{t('holder.sendText')} <a href={templateAddress} download>{t('holder.template')}</a></Paragraph>
      <form className="stack narrow" onSubmit={submit} noValidate>
        <div className="field-block"><label className="ds-label" htmlFor={ids.file}>{t('validate.file')}</label><input id={ids.file} type="file" accept={accepted} onChange={(event) => setFile(event.target.files?.[0])} />{missing && <p className="field-error" role="alert">{t('holder.noFile')}</p>}</div>
        <div className="field-block"><label className="ds-label" htmlFor={ids.over}>{t('holder.over')}</label><Select id={ids.over} value={over} onChange={(event) => setOver(event.target.value)}><Select.Option value="">{t('holder.asNew')}</Select.Option>{datasets.map((one) => <Select.Option key={one.id} value={one.id}>{one.title}</Select.Option>)}</Select></div>
        <div className="field-block"><label className="ds-label" htmlFor={ids.state}>{t('holder.then')}</label><Select id={ids.state} width="auto" value={state} onChange={(event) => setState(event.target.value as Sending['state'])}><Select.Option value="published">{t('holder.publish')}</Select.Option><Select.Option value="draft">{t('holder.keepDraft')}</Select.Option></Select></div>
        <div><Button type="submit" loading={send.isPending}>{t('holder.sendNow')}</Button></div>
      </form>
      {send.data !== undefined && <Alert data-color="success" role="status"><Paragraph>{t(`holder.stored.${send.data.state}`, { defaultValue: t('holder.stored.draft') })} {send.data.state === 'published' && <Link to={`/dataset/${send.data.id}`}>{t('holder.see')}</Link>}</Paragraph></Alert>}
      {send.error !== null && <Refused error={send.error} busy={send.isPending} onOnto={(onto) => file !== undefined && send.mutate({ file, state, dataset, onto })} />}
    </section>
  );
};
