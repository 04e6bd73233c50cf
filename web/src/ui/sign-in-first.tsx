import type { ReactNode } from 'react';
import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { Role } from '../../../core/roles.ts';
import { loginAddress, mayAct, useSession } from '../api/session.ts';
import { Loading } from './notices.tsx';

/** Shows its content to people who are signed in (and have one of the roles); others are told why not and what to do.
 *  The server decides; this only spares a person a page that would refuse everything. */
export const SignInFirst = ({ roles, children }: { roles?: readonly Role[]; children: ReactNode }) => {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const { data: session, isPending } = useSession();
  if (isPending) return <Loading />;
  if (session?.person === undefined) {
    return (
      <Alert data-color="info">
        <Paragraph>{t('session.needed')}</Paragraph>
        <div className="row"><a className="ds-button" data-variant="primary" href={loginAddress(pathname + search)}>{t('session.signIn')}</a></div>
      </Alert>
    );
  }
  if (roles !== undefined && !mayAct(session, ...roles)) return <Alert data-color="warning"><Paragraph>{t('session.otherRole', { roles: roles.map((role) => t(`role.${role}`)).join(', ') })}</Paragraph></Alert>;
  return <>{children}</>;
};
