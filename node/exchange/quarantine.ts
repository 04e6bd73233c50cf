import { AppError } from '../../core/errors.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import type { Actor } from './dead-letters.ts';
import { unquarantine } from './inbox-store.ts';
import type { Schedule } from './ports.ts';

/** Lets a quarantined message be worked on again, after its cause was repaired. @throws AppError `not-found` `not-quarantined` */
export const createTryAgain =
  (deps: { db: Db; audit: Audit; schedule: Pick<Schedule, 'work'> }) =>
  async (arrival: number, by: Actor): Promise<void> => {
    await inTransaction(deps.db, async (tx) => {
      const row = await unquarantine(tx, arrival);
      if (row === undefined) throw new AppError('not-found', 'not-quarantined', 'No message of this number is in quarantine.');
      await deps.audit.record(tx, { actor: by.person, role: by.role, action: 'message-tried-again', target: `message:${row.message_id}`, outcome: 'success' });
    });
    await deps.schedule.work([{ arrival }]);
  };
