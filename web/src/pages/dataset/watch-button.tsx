import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useSavedChange, useWatched, watchPath } from '../../api/saved.ts';
import { useSession } from '../../api/session.ts';
import { Failure } from '../../ui/notices.tsx';

/** Watch a dataset: its owner's changes and withdrawal are told on the page of saved things. */
export const WatchButton = ({ dataset }: { dataset: string }) => {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const signedIn = session?.person !== undefined;
  const watched = useWatched(signedIn);
  const change = useSavedChange();
  if (!signedIn || watched.data === undefined) return null;
  const isWatched = watched.data.some((one) => one.id === dataset);
  return (
    <>
      <Button variant="secondary" data-size="sm" aria-pressed={isWatched} loading={change.isPending} onClick={() => change.mutate({ method: isWatched ? 'DELETE' : 'PUT', path: watchPath(dataset) })}>{t('saved.watch')}</Button>
      {change.error !== null && <Failure error={change.error} />}
    </>
  );
};
