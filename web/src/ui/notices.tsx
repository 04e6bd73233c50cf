import type { ReactNode } from 'react';
import { Alert, Button, Heading, Paragraph, Skeleton } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { isApiError } from '../api/client.ts';
import { loginAddress } from '../api/session.ts';

/** Grey lines of the size the content will have, so that nothing jumps. */
export const Loading = ({ lines = 4 }: { lines?: number }) => {
  const { t } = useTranslation();
  return (
    <div className="loading" aria-busy="true">
      <p className="visually-hidden" role="status">{t('state.loading')}</p>
      {Array.from({ length: lines }, (_, line) => <Skeleton key={line} variant="rectangle" height={28} width={line === lines - 1 ? '60%' : '100%'} />)}
    </div>
  );
};

export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="empty">
    <Heading level={2} data-size="xs">{title}</Heading>
    {children}
  </div>
);

export const Partial = ({ children }: { children: ReactNode }) => <Alert data-color="warning" className="partial">{children}</Alert>;

const kindOf = (thrown: unknown): 'offline' | 'signIn' | 'forbidden' | 'notFound' | 'withdrawn' | 'busy' | 'refused' | 'failed' => {
  if (!isApiError(thrown)) return 'failed';
  if (thrown.status === 0) return 'offline';
  if (thrown.status === 401) return 'signIn';
  if (thrown.status === 403) return 'forbidden';
  if (thrown.status === 404) return 'notFound';
  if (thrown.status === 410) return 'withdrawn';
  if (thrown.status === 429 || thrown.status === 503) return 'busy';
  return thrown.status < 500 ? 'refused' : 'failed';
};

/** What happened, what is safe, what to do; with the reference that the node's log knows. */
export const Failure = ({ error, retry, children }: { error: unknown; retry?: () => void; children?: ReactNode }) => {
  const { t } = useTranslation();
  const location = useLocation();
  const kind = kindOf(error);
  const problem = isApiError(error) ? error.problem : undefined;
  return (
    <Alert data-color={kind === 'signIn' || kind === 'withdrawn' ? 'info' : 'danger'} role="alert">
      <Heading level={2} data-size="2xs">{t(`failure.${kind}.title`)}</Heading>
      <Paragraph>{t(`failure.${kind}.text`)}</Paragraph>
      {kind === 'refused' && problem?.detail !== undefined && <Paragraph lang="en">{problem.detail}</Paragraph>}
      {children}
      <div className="row">
        {kind === 'signIn' && <a className="ds-button" data-variant="primary" href={loginAddress(location.pathname + location.search)}>{t('session.signIn')}</a>}
        {kind !== 'signIn' && kind !== 'forbidden' && kind !== 'withdrawn' && retry !== undefined && <Button variant="secondary" onClick={retry}>{t('failure.retry')}</Button>}
        {(kind === 'notFound' || kind === 'withdrawn' || kind === 'forbidden') && <Link to="/">{t('nav.home')}</Link>}
      </div>
      {problem !== undefined && problem.requestId !== '' && <Paragraph data-size="sm">{t('failure.reference', { id: problem.requestId })}</Paragraph>}
    </Alert>
  );
};

type Query<T> = { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };

/** Loading, failed or there: every page shows a query through this. Data that were read stay on screen when a later read fails. */
export const Read = <T,>({ query, lines, children }: { query: Query<T>; lines?: number; children: (data: T) => ReactNode }) => {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null && query.error !== undefined) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Loading lines={lines ?? 4} />;
};
