import { Navigate } from 'react-router';
import { useSession } from '../api/session.ts';
import { homeOf, useRole } from '../layout/role-choice.ts';
import { Loading } from '../ui/notices.tsx';

/** After sign-in: to the home of the person's role. */
const Start = () => {
  const { data: session, isPending } = useSession();
  const role = useRole(session);
  if (isPending) return <div className="page wide"><Loading /></div>;
  return <Navigate replace to={role === undefined ? '/' : homeOf[role]} />;
};
export default Start;
