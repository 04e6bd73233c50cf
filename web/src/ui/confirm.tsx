import { useRef, type ReactNode } from 'react';
import { Button, Dialog, Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';

type Props = { trigger: string; title: string; confirm: string; tone?: 'danger' | 'accent'; busy?: boolean; onConfirm: () => void; children: ReactNode };

/** A button that asks first. Escape and "cancel" change nothing; focus returns to the button. */
export const Confirm = ({ trigger, title, confirm, tone = 'danger', busy = false, onConfirm, children }: Props) => {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => dialog.current?.close();
  return (
    <>
      <Button variant="secondary" data-color={tone} loading={busy} onClick={() => dialog.current?.showModal()}>{trigger}</Button>
      <Dialog ref={dialog} closeButton={t('action.close')} aria-label={title}>
        <Heading level={2} data-size="xs">{title}</Heading>
        {children}
        <div className="row">
          <Button data-color={tone} onClick={() => { close(); onConfirm(); }}>{confirm}</Button>
          <Button variant="tertiary" onClick={close}>{t('action.cancel')}</Button>
        </div>
      </Dialog>
    </>
  );
};
