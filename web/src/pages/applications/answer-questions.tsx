import { useState } from 'react';
import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView, FormDefinition, LegView } from '../../../../core/api/applications.ts';
import { isEmpty } from '../../../../core/applications/form/check-field.ts';
import { useForm } from '../../api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { Read } from '../../ui/notices.tsx';
import { valueOf, type Field } from '../apply/answers.ts';
import { FormField } from '../apply/field.tsx';

type Request = NonNullable<LegView['request']>;
type Question = Request['questions'][number];
type Values = Readonly<Record<string, unknown>>;
type Props = { node: string; request: Request; application: ApplicationView; busy: boolean; onAnswer: (body: { request: string; values: Values }) => void };

/** A question about something that is no field of the form is answered in words. */
const fieldOf = (form: FormDefinition, question: Question, label: string): Field =>
  form.fields.find((field) => field.linkId === question.linkId) ?? { linkId: question.linkId, section: 9, type: 'text', perCountry: false, required: true, label: { en: label } };

const startValues = (form: FormDefinition, { request, application, node }: Pick<Props, 'request' | 'application' | 'node'>): Values =>
  Object.fromEntries(request.questions.map((question) => [question.linkId, valueOf(application.answers, fieldOf(form, question, ''), node)]));

const AnswerForm = ({ form, node, request, application, busy, onAnswer }: Props & { form: FormDefinition }) => {
  const { t } = useTranslation();
  const [values, setValues] = useState<Values>(() => startValues(form, { request, application, node }));
  const [tried, setTried] = useState(false);
  const missing = (question: Question): boolean => isEmpty(values[question.linkId]);
  const send = (): void => {
    setTried(true);
    if (!request.questions.some(missing)) onAnswer({ request: request.id, values });
  };
  return (
    <>
      {request.questions.map((question) => (
        <div key={question.linkId} className="question">
          <Alert data-color="info"><Paragraph className="prose">{question.comment}</Paragraph></Alert>
          <FormField
            field={{ ...fieldOf(form, question, t('questions.yourAnswer')), required: true }}
            country={node}
            value={values[question.linkId]}
            error={tried && missing(question) ? t('questions.missing') : undefined}
            onChange={(value) => setValues((before) => ({ ...before, [question.linkId]: value }))}
            onLeave={() => undefined}
          />
        </div>
      ))}
      <div><Button loading={busy} onClick={send}>{t('questions.send')}</Button></div>
    </>
  );
};

/** What a country asks, each question with the field it is about and what was written there. */
export const AnswerQuestions = (props: Props) => {
  const { t } = useTranslation();
  const { country, instant } = useFormat();
  const form = useForm(props.application.type);
  return (
    <div className="questions">
      <Heading level={4} data-size="2xs">{t('questions.title', { country: country(props.node) })}</Heading>
      <p className="meta">{t('questions.asked', { when: instant(props.request.askedAt) })}</p>
      <Read query={form}>{(definition) => <AnswerForm {...props} form={definition} />}</Read>
    </div>
  );
};
