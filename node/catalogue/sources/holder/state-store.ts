import { sql } from 'kysely';
import type { Tx } from '../../../storage/db.ts';

/** Draft or in review: only of a record the public does not see. */
export const putState = async (tx: Tx, id: string, state: 'draft' | 'in-review'): Promise<void> => {
  await sql`update catalogue_record set state = ${state} where id = ${id} and shown is null and state <> 'withdrawn'`.execute(tx);
};
