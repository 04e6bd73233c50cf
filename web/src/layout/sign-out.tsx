import { useMutation } from '@tanstack/react-query';
import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../api/session.ts';

/** Ends the session here and at the provider. The whole page goes, so everything read of the person is forgotten; the basket stays on the device. */
export const SignOut = () => {
  const { t } = useTranslation();
  const leave = useMutation({ mutationFn: signOut, onSuccess: (answer) => window.location.assign(answer?.next ?? '/') });
  return <Button variant="tertiary" data-size="sm" loading={leave.isPending} onClick={() => leave.mutate()}>{t('session.signOut')}</Button>;
};
