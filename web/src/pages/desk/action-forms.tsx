import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, Heading, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { LegAction } from '../../../../core/api/applications.ts';

export type Shared = { busy: boolean; onSend: (action: LegAction) => void };

export const ActionForm = ({ name, busy, onSubmit, children }: { name: string; busy: boolean; onSubmit: () => void; children?: ReactNode }) => {
  const { t } = useTranslation();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="ds-card action" aria-label={t(`legAction.${name}.title`)} data-action={name} onSubmit={submit} noValidate>
      <Heading level={3} data-size="2xs">{t(`legAction.${name}.title`)}</Heading>
      <p className="meta">{t(`legAction.${name}.text`)}</p>
      {children}
      <div><Button type="submit" loading={busy} data-size="sm">{t(`legAction.${name}.button`)}</Button></div>
    </form>
  );
};

export const PlainAction = ({ name, action, busy, onSend }: Shared & { name: string; action: LegAction }) => <ActionForm name={name} busy={busy} onSubmit={() => onSend(action)} />;

/** One text and a button; the text may be optional. */
export const TextAction = ({ name, optional = false, build, busy, onSend }: Shared & { name: string; optional?: boolean; build: (text: string) => LegAction }) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const missing = !optional && text.trim() === '';
  const label = t(`legAction.${name}.label`);
  const send = (): void => {
    setTried(missing);
    if (missing) return;
    onSend(build(text.trim()));
    setText('');
  };
  return (
    <ActionForm name={name} busy={busy} onSubmit={send}>
      <Textfield multiline rows={3} maxLength={10_000} label={optional ? t('form.optional', { label }) : label} value={text} error={tried && missing ? t('legAction.textNeeded') : undefined} onChange={(event) => setText(event.target.value)} />
    </ActionForm>
  );
};
