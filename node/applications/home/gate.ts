import type { Caller } from '../../../core/roles.ts';
import { AppError } from '../../../core/errors.ts';
import type { Db, Tx } from '../../storage/db.ts';
import { homeStore } from '../home-store.ts';
import type { Application } from '../legs.ts';
import type { Parts } from '../parts.ts';

const notFound = (): AppError => new AppError('not-found', 'application-not-found', 'There is no such application among yours.');

/** The caller's own application. Someone else's is not found, so that nothing is learned from asking; the attempt is audited.
 *  @throws AppError `application-not-found` */
export const ownApplication = async (parts: Parts, db: Db | Tx, caller: Caller, id: string): Promise<Application> => {
  const application = await homeStore.find(db, id);
  if (application === undefined) throw notFound();
  if (application.applicant === caller.person) return application;
  // Inside a transaction nothing is audited: waiting there for a second connection, twenty such callers would wait for each other. Whoever changes
  // something has passed here before, outside of one (`createApplications`).
  if (db === parts.db)
    await parts.audit.recordAlone(parts.db, { actor: caller.person, role: undefined, action: 'application-access', target: `application:${id}`, outcome: 'refused', details: { code: 'not-own' } });
  throw notFound();
};

/** The same, locked for a change until the transaction ends. */
export const ownApplicationToChange = async (parts: Parts, tx: Tx, caller: Caller, id: string): Promise<Application> => {
  await homeStore.lock(tx, id);
  return ownApplication(parts, tx, caller, id);
};
