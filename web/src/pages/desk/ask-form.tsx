import { useId, useState } from 'react';
import { Button, Select, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DeskLeg } from '../../../../core/api/applications.ts';
import { useForm } from '../../api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { plainText } from '../../ui/lang-text.tsx';
import { ActionForm, type Shared } from './action-forms.tsx';

type Draft = { linkId: string; comment: string };

const FieldChoice = ({ detail, value, onChange }: { detail: DeskLeg; value: string; onChange: (linkId: string) => void }) => {
  const { t } = useTranslation();
  const { language } = useFormat();
  const form = useForm(detail.type);
  const id = useId();
  return (
    <div className="field-block">
      <label className="ds-label" htmlFor={id}>{t('legAction.ask.field')}</label>
      <Select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        <Select.Option value="">{t('form.choose')}</Select.Option>
        {(form.data?.fields ?? []).filter((field) => field.type !== 'auto').map((field) => <Select.Option key={field.linkId} value={field.linkId}>{`${field.section}. ${plainText(field.label, language)}`}</Select.Option>)}
      </Select>
    </div>
  );
};

/** Questions to the applicant, each about one field; all known gaps go at once. */
export const AskForm = ({ detail, busy, onSend }: Shared & { detail: DeskLeg }) => {
  const { t } = useTranslation();
  const [questions, setQuestions] = useState<readonly Draft[]>([{ linkId: '', comment: '' }]);
  const [tried, setTried] = useState(false);
  const change = (index: number, part: Partial<Draft>): void => setQuestions(questions.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const missing = questions.some((one) => one.linkId === '' || one.comment.trim() === '');
  const send = (): void => {
    setTried(missing);
    if (missing) return;
    onSend({ action: 'ask', kind: detail.status === 'PRE_SCREENING' ? 'completeness' : 'clarification', questions: questions.map((one) => ({ linkId: one.linkId, comment: one.comment.trim() })) });
    setQuestions([{ linkId: '', comment: '' }]);
  };
  return (
    <ActionForm name="ask" busy={busy} onSubmit={send}>
      {questions.map((question, index) => (
        <div key={index} className="question">
          <FieldChoice detail={detail} value={question.linkId} onChange={(linkId) => change(index, { linkId })} />
          <Textfield multiline rows={3} maxLength={10_000} label={t('legAction.ask.question')} value={question.comment} error={tried && missing ? t('legAction.ask.both') : undefined} onChange={(event) => change(index, { comment: event.target.value })} />
        </div>
      ))}
      <div><Button variant="tertiary" data-size="sm" type="button" onClick={() => setQuestions([...questions, { linkId: '', comment: '' }])}>{t('legAction.ask.more')}</Button></div>
    </ActionForm>
  );
};
