import { useRef, type ReactNode } from 'react';
import { Button, Dialog, Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';

type Props = {
  trigger: string;
  /** Completes the name of the button for people who hear a list of buttons. */
  about?: string;
  title: string;
  confirm: string;
  tone?: 'danger' | 'accent';
  busy?: boolean;
  /** False while something needed in the dialog is missing. */
  ready?: boolean;
  onConfirm: () => void;
  children: ReactNode;
};

/** A button that asks first. Escape and "cancel" change nothing; focus returns to the button. */
export const Confirm = ({ trigger, about, title, confirm, tone = 'danger', busy = false, ready = true, onConfirm, children }: Props) => {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => dialog.current?.close();
  return (
    <>
      <Button variant="secondary" data-size="sm" data-color={tone} loading={busy} onClick={() => dialog.current?.showModal()}><span>{trigger}{about !== undefined && <span className="visually-hidden"> {about}</span>}</span></Button>
      <Dialog ref={dialog} closeButton={t('action.close')} aria-label={title}>
        <Heading level={2} data-size="xs">{title}</Heading>
        {children}
        <div className="row">
          <Button data-color={tone} disabled={!ready} onClick={() => { close(); onConfirm(); }}>{confirm}</Button>
          <Button variant="tertiary" onClick={close}>{t('action.cancel')}</Button>
        </div>
      </Dialog>
    </>
  );
};
