import { useId, useState, type FormEvent } from 'react';
import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { documentAddress, useDocumentChange, useDocuments } from '../../api/quality.ts';
import { useFormat } from '../../format/use-format.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Failure, Read } from '../../ui/notices.tsx';

/** Documents that support the quality and utility label (Art. 60(4)), stored with the description for HDAB staff. */
export const Documents = ({ id, mayChange }: { id: string; mayChange: boolean }) => {
  const { t } = useTranslation();
  const { number, day } = useFormat();
  const query = useDocuments(id);
  const { add, remove } = useDocumentChange(id);
  const [file, setFile] = useState<File>();
  const field = useId();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (file !== undefined) add.mutate(file, { onSuccess: () => (setFile(undefined), form.reset()) });
  };
  return (
    <section className="stack" aria-labelledby="documents">
      <Heading level={2} data-size="sm" id="documents">{t('documents.title')}</Heading>
      <Paragraph>{t('documents.text')}</Paragraph>
      <Read query={query} lines={2}>
        {(documents) => (
          <ul className="plain-list">
            {documents.length === 0 && <li>{t('documents.none')}</li>}
            {documents.map((one) => (
              <li key={one.id}>
                <a href={documentAddress(id, one.id)} download>{one.name}</a> <span className="meta">{t('documents.size', { size: number(Math.max(1, Math.round(one.size / 1024))) })} · {day(one.addedAt)}</span>{' '}
                {mayChange && <Confirm trigger={t('saved.remove')} about={one.name} title={t('documents.remove')} confirm={t('saved.remove')} busy={remove.isPending} onConfirm={() => remove.mutate(one.id)}><Paragraph>{one.name}</Paragraph></Confirm>}
              </li>
            ))}
          </ul>
        )}
      </Read>
      {mayChange && (
        <form className="stack narrow" onSubmit={submit} noValidate>
          <div className="field-block"><label className="ds-label" htmlFor={field}>{t('documents.file')}</label><input id={field} type="file" accept=".pdf,.txt,.md,.csv,.odt,.ods,.docx,.xlsx" onChange={(event) => setFile(event.target.files?.[0])} /></div>
          <div><Button type="submit" variant="secondary" loading={add.isPending} disabled={file === undefined}>{t('documents.add')}</Button></div>
        </form>
      )}
      {add.error !== null && <Failure error={add.error} />}
      {remove.error !== null && <Failure error={remove.error} />}
    </section>
  );
};
