import { useState } from 'react';
import { Button, Heading, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { LegView } from '../../../../core/api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { askedQuestions } from './questions.ts';

type Props = { leg: LegView; busy: boolean; onAnswer: (body: { answers: { linkId: string; text: string }[] }) => void };

/** The authority's questions, each with a field for its answer. */
export const AnswerQuestions = ({ leg, busy, onAnswer }: Props) => {
  const { t } = useTranslation();
  const { country } = useFormat();
  const questions = askedQuestions(leg);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const missing = (linkId: string): boolean => (texts[linkId] ?? '').trim() === '';
  const send = (): void => {
    setTried(true);
    if (questions.some((question) => missing(question.linkId))) return;
    onAnswer({ answers: questions.map((question) => ({ linkId: question.linkId, text: (texts[question.linkId] ?? '').trim() })) });
  };
  return (
    <div className="questions">
      <Heading level={4} data-size="2xs">{t('questions.title', { country: country(leg.node) })}</Heading>
      {questions.map((question) => (
        <Textfield
          key={question.linkId}
          multiline
          rows={4}
          maxLength={10_000}
          label={question.comment}
          value={texts[question.linkId] ?? ''}
          error={tried && missing(question.linkId) ? t('questions.missing') : undefined}
          onChange={(event) => setTexts({ ...texts, [question.linkId]: event.target.value })}
        />
      ))}
      <div><Button loading={busy} onClick={send}>{t('questions.send')}</Button></div>
    </div>
  );
};
