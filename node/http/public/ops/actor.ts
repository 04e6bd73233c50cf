import type { Actor } from '../../../exchange/dead-letters.ts';
import type { RequestContext } from '../../operation.ts';
import { callerOf } from '../../operation.ts';

/** The caller as the audit trail names them. */
export const actorOf = (context: RequestContext): Actor => {
  const caller = callerOf(context);
  return { person: caller.person, role: caller.roles.join(' ') };
};
