import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { signOut } from '../api/session.ts';

/** Ends the session; the basket stays on the device, everything read of the person is forgotten. */
export const SignOut = () => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate('/');
      client.clear();
    },
  });
  return <Button variant="tertiary" data-size="sm" loading={leave.isPending} onClick={() => leave.mutate()}>{t('session.signOut')}</Button>;
};
