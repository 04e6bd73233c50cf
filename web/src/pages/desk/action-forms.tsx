import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, Heading, Radio, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { LegAction } from '../../../../core/api/applications.ts';

type Shared = { busy: boolean; onSend: (action: LegAction) => void };

const ActionForm = ({ name, busy, onSubmit, children }: { name: string; busy: boolean; onSubmit: () => void; children?: ReactNode }) => {
  const { t } = useTranslation();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="ds-card action" aria-label={t(`legAction.${name}.title`)} onSubmit={submit} noValidate>
      <Heading level={3} data-size="2xs">{t(`legAction.${name}.title`)}</Heading>
      <p className="meta">{t(`legAction.${name}.text`)}</p>
      {children}
      <div><Button type="submit" loading={busy} data-size="sm">{t(`legAction.${name}.button`)}</Button></div>
    </form>
  );
};

export const PlainAction = ({ name, action, busy, onSend }: Shared & { name: string; action: LegAction }) => <ActionForm name={name} busy={busy} onSubmit={() => onSend(action)} />;

export const NoteForm = ({ name, optional = false, build, busy, onSend }: Shared & { name: string; optional?: boolean; build: (text: string) => LegAction }) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const missing = !optional && text.trim() === '';
  const send = (): void => {
    setTried(true);
    if (missing) return;
    onSend(build(text.trim()));
    setText('');
    setTried(false);
  };
  return (
    <ActionForm name={name} busy={busy} onSubmit={send}>
      <Textfield multiline rows={3} maxLength={10_000} label={optional ? t('form.optional', { label: t('legAction.note.label') }) : t('legAction.note.label')} value={text} error={tried && missing ? t('legAction.textNeeded') : undefined} onChange={(event) => setText(event.target.value)} />
    </ActionForm>
  );
};

export const AskForm = ({ kind, busy, onSend }: Shared & { kind: 'completeness' | 'clarification' }) => {
  const { t } = useTranslation();
  const [comment, setComment] = useState('');
  const [linkId, setLinkId] = useState('');
  const [tried, setTried] = useState(false);
  const missing = comment.trim() === '';
  const send = (): void => {
    setTried(true);
    if (missing) return;
    onSend({ action: 'ask', kind, questions: [{ linkId: linkId.trim() === '' ? 'general' : linkId.trim(), comment: comment.trim() }] });
  };
  return (
    <ActionForm name="ask" busy={busy} onSubmit={send}>
      <Textfield label={t('form.optional', { label: t('legAction.ask.field') })} description={t('legAction.ask.fieldHelp')} value={linkId} onChange={(event) => setLinkId(event.target.value)} />
      <Textfield multiline rows={3} maxLength={10_000} label={t('legAction.ask.question')} value={comment} error={tried && missing ? t('legAction.textNeeded') : undefined} onChange={(event) => setComment(event.target.value)} />
    </ActionForm>
  );
};

export const DecisionForm = ({ name, outcomes, busy, onSend }: Shared & { name: 'propose' | 'decide'; outcomes: readonly ('positive' | 'negative')[] }) => {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'positive' | 'negative'>();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const textNeeded = (name === 'propose' || outcome === 'negative') && text.trim() === '';
  const send = (): void => {
    setTried(true);
    if (outcome === undefined || textNeeded) return;
    const justification = text.trim();
    onSend(name === 'propose' ? { action: 'propose', outcome, justification } : { action: 'decide', outcome, ...(justification === '' ? {} : { justification }) });
  };
  return (
    <ActionForm name={name} busy={busy} onSubmit={send}>
      <fieldset className="choice">
        <legend>{t('legAction.outcome')}</legend>
        {outcomes.map((one) => <Radio key={one} name={`${name}-outcome`} value={one} label={t(`outcome.${one}`)} checked={outcome === one} onChange={() => setOutcome(one)} />)}
        {tried && outcome === undefined && <p className="field-error" role="alert">{t('legAction.outcomeNeeded')}</p>}
      </fieldset>
      <Textfield multiline rows={4} maxLength={10_000} label={t('legAction.justification')} value={text} error={tried && textNeeded ? t('legAction.textNeeded') : undefined} onChange={(event) => setText(event.target.value)} />
    </ActionForm>
  );
};
