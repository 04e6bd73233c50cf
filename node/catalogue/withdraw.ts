import type { Tx } from '../storage/db.ts';
import { announceWithdrawal } from './feed/announce.ts';
import { mergeDuplicates } from './duplicates.ts';
import { dropSearchRow } from './search/row-store.ts';
import { lockCatalogue, markWithdrawn, recordById } from './store.ts';

/** Withdraws a record: it becomes a tombstone (410 with title, date, reason and successor), leaves search, and an own one is announced by a Delete event.
 *  Withdrawing twice changes nothing. @returns false when there was nothing to withdraw */
export const withdraw = async (tx: Tx, id: string, options: { readonly at: string; readonly reason: string; readonly successor?: string }): Promise<boolean> => {
  await lockCatalogue(tx);
  const record = await recordById(tx, id);
  if (record === undefined || record.state === 'withdrawn') return false;
  await markWithdrawn(tx, id, options.at, options.reason, options.successor ?? null);
  await dropSearchRow(tx, record.doc);
  if (record.origin === 'own' && record.published_at !== null)
    await announceWithdrawal(tx, { id, iri: record.iri, kind: record.kind, at: options.at });
  // those that stood behind it get a new primary
  await mergeDuplicates(tx, id);
  return true;
};
