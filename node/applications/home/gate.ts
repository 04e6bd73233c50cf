import type { Caller } from '../../../core/roles.ts';
import { AppError } from '../../../core/errors.ts';
import type { Db, Tx } from '../../storage/db.ts';
import { homeStore } from '../home-store.ts';
import type { Application } from '../legs.ts';

const notFound = (): AppError => new AppError('not-found', 'application-not-found', 'There is no such application among yours.');

/** The caller's own application. Someone else's is not found, so that nothing is learned from asking.
 *  @throws AppError `application-not-found` */
export const ownApplication = async (db: Db | Tx, caller: Caller, id: string): Promise<Application> => {
  const application = await homeStore.find(db, id);
  if (application === undefined || application.applicant !== caller.person) throw notFound();
  return application;
};

/** The same, locked for a change until the transaction ends. */
export const ownApplicationToChange = async (tx: Tx, caller: Caller, id: string): Promise<Application> => {
  await homeStore.lock(tx, id);
  return ownApplication(tx, caller, id);
};
