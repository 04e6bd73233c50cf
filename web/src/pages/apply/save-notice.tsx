import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../api/client.ts';
import { loginAddress } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import type { Draft } from './use-draft.ts';

/** Whether the text is safe, always visible. */
export const SaveNotice = ({ draft }: { draft: Draft }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const { state } = draft;
  switch (state.kind) {
    case 'saved':
      return <p className="save-state" role="status">{t('form.saved', { when: instant(state.at) })}</p>;
    case 'waiting':
    case 'saving':
      return <p className="save-state" role="status">{t('form.saving')}</p>;
    case 'elsewhere':
      return <Alert data-color="warning" role="alert"><Paragraph>{t('form.elsewhere')}</Paragraph><Button variant="secondary" onClick={draft.takeNewest}>{t('form.takeNewest')}</Button></Alert>;
    case 'failed':
      return (
        <Alert data-color="danger" role="alert">
          <Paragraph>{t(isApiError(state.error, 401) ? 'form.signedOut' : 'form.notSaved')}</Paragraph>
          <div className="row">
            {isApiError(state.error, 401) && <a href={loginAddress(window.location.pathname)}>{t('session.signIn')}</a>}
            <Button variant="secondary" data-size="sm" onClick={() => void draft.flush()}>{t('failure.retry')}</Button>
          </div>
        </Alert>
      );
  }
};
