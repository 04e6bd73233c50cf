import type { Clock, Instant } from '../../core/clock.ts';
import type { Db, Tx } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import { chainHash, genesis } from './chain.ts';
import { addHead, heads, lastSealed, takeSealLock, unsealedRows, writeSeals } from './store.ts';

const batch = 2000;

const sealBatch = async (tx: Tx): Promise<number> => {
  if (!(await takeSealLock(tx))) return 0;
  let { seq, hash } = (await lastSealed(tx)) ?? { seq: 0, hash: genesis };
  const seals = (await unsealedRows(tx, batch)).map((row) => {
    hash = chainHash(hash, ++seq, row);
    return { id: row.id, seq, hash };
  });
  if (seals.length > 0) await writeSeals(tx, seals);
  return seals.length;
};

/** Links every committed, not yet linked row into the chain, in the order of their ids. Safe in several processes at once.
 *  @returns how many rows were linked */
export const sealAudit = async (db: Db): Promise<number> => {
  let total = 0;
  for (;;) {
    const sealed = await inTransaction(db, sealBatch);
    total += sealed;
    if (sealed < batch) return total;
  }
};

/** Signs the present end of the chain, once per UTC day. `sign` gives a compact JWS with the node's signing key.
 *  @returns the new head, or undefined when today's exists or the trail is empty */
export const signHead = async (db: Db, clock: Clock, sign: (payload: { seq: number; hash: string; at: Instant }) => Promise<string>): Promise<{ seq: number } | undefined> => {
  const at = clock.now();
  const known = await heads(db);
  if (known.some((head) => head.at.slice(0, 10) === at.slice(0, 10))) return undefined;
  await sealAudit(db);
  const end = await lastSealed(db);
  if (end === undefined || known.some((head) => head.seq === end.seq)) return undefined;
  await addHead(db, { ...end, at, jws: await sign({ ...end, at }) });
  return { seq: end.seq };
};
