import { useId, useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Heading, Paragraph, Select, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DatasetReport, DocumentReport } from '../../../../core/api/validate.ts';
import { descriptionFormats, formatOf, validateDescription, type DescriptionFormat } from '../../api/validation.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { Findings } from '../../ui/findings.tsx';
import { Failure } from '../../ui/notices.tsx';

const names: Record<DescriptionFormat, string> = { 'text/turtle': 'Turtle', 'application/ld+json': 'JSON-LD', 'application/rdf+xml': 'RDF/XML', 'application/n-triples': 'N-Triples' };
const maxFileBytes = 5 * 1024 * 1024; // what the server accepts for a description

const Report = ({ report }: { report: DatasetReport }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <section className="ds-card stack">
      <Heading level={3} data-size="2xs">{report.title ?? report.iri}</Heading>
      {report.refused !== undefined && <Alert data-color="danger" lang="en">{report.refused.detail}</Alert>}
      <Paragraph>
        <strong>{t('quality.score', { score: number(report.score.total) })} </strong>
        {report.violations === 0 ? t('quality.valid') : t('validate.violations', { count: report.violations, number: number(report.violations) })}
      </Paragraph>
      <Findings findings={report.findings} />
    </section>
  );
};

/** How many were checked; and, never silently, those that were not. */
const Summary = ({ report }: { report: DocumentReport }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { datasets, notChecked } = report;
  if (datasets.length === 0) return <Paragraph>{t('validate.noDataset')}</Paragraph>;
  return (
    <>
      <Paragraph>{t('validate.summary', { count: datasets.length, number: number(datasets.length), valid: number(datasets.filter((one) => one.valid).length) })}</Paragraph>
      {notChecked !== undefined && (
        <Alert data-color="warning">
          <Paragraph>{t('validate.notChecked', { count: notChecked.iris.length, number: number(notChecked.iris.length) })} {t(`validate.leftBy.${notChecked.reason}`)}</Paragraph>
          <ul>{notChecked.iris.slice(0, 20).map((iri) => <li key={iri} className="break">{iri}</li>)}</ul>
        </Alert>
      )}
    </>
  );
};

const Form = ({ onSend, busy }: { onSend: (text: string, format: DescriptionFormat) => void; busy: boolean }) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [format, setFormat] = useState<DescriptionFormat | ''>('');
  const [fault, setFault] = useState<string>();
  const formatId = useId();
  const fileId = useId();
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > maxFileBytes) return setFault(t('validate.tooLarge'));
    const read = await file.text();
    setFault(undefined);
    setText(read);
    setFormat(formatOf(file.name, read));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return setFault(t('validate.nothing'));
    setFault(undefined);
    onSend(text, format === '' ? formatOf('', text) : format);
  };
  return (
    <form className="stack narrow" onSubmit={submit} noValidate>
      <div className="field-block"><label className="ds-label" htmlFor={fileId}>{t('validate.file')}</label><input id={fileId} type="file" accept=".ttl,.jsonld,.json,.rdf,.xml,.nt" onChange={(event) => void take(event.target.files?.[0])} /></div>
      <Textfield multiline rows={12} className="code-field" spellCheck={false} label={t('validate.text')} value={text} error={fault} onChange={(event) => setText(event.target.value)} />
      <div className="field-block">
        <label className="ds-label" htmlFor={formatId}>{t('validate.format')}</label>
        <Select id={formatId} width="auto" value={format} onChange={(event) => setFormat(event.target.value as DescriptionFormat | '')}>
          <Select.Option value="">{t('validate.guess')}</Select.Option>
          {(Object.keys(descriptionFormats) as DescriptionFormat[]).map((one) => <Select.Option key={one} value={one}>{names[one]}</Select.Option>)}
        </Select>
      </div>
      <div><Button type="submit" loading={busy}>{t('validate.check')}</Button></div>
    </form>
  );
};

/** Anyone may check a description before it is published; nothing is stored. */
const Validate = () => {
  const { t, i18n } = useTranslation();
  const check = useMutation({ mutationFn: ({ text, format }: { text: string; format: DescriptionFormat }) => validateDescription(text, format, i18n.language) });
  return (
    <Page title={t('validate.title')} crumbs={[]} lead={t('validate.lead')}>
      <Form busy={check.isPending} onSend={(text, format) => check.mutate({ text, format })} />
      {check.error !== null && <Failure error={check.error} />}
      {check.data !== undefined && (
        <section aria-labelledby="report" role="status" className="stack">
          <Heading level={2} data-size="sm" id="report">{t('validate.report')}</Heading>
          <Summary report={check.data} />
          <Findings findings={check.data.findings} />
          {check.data.datasets.map((report) => <Report key={report.iri} report={report} />)}
        </section>
      )}
    </Page>
  );
};
export default Validate;
