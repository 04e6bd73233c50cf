import type { Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/clock.ts';
import type { Db } from '../storage/db.ts';
import type { ChainFault, Head } from './chain.ts';
import { checkRun, genesis } from './chain.ts';
import { countUnsealedBefore, heads, sealedAfter } from './store.ts';

export type AuditVerdict = { readonly rows: number; readonly heads: number; readonly faults: readonly ChainFault[]; readonly lastHash: string };

/** Gives the payload of a head's JWS, or undefined when its signature is not this node's. */
export type OpenHead = (jws: string) => Promise<{ seq: number; hash: string } | undefined>;

// A row is linked within a second; a minute leaves room for a slow or restarted node.
const sealGraceMs = 60_000;
const page = 5000;

const headFault = async (head: Head, open: OpenHead, hashAt: string | undefined): Promise<ChainFault | undefined> => {
  const said = await open(head.jws);
  if (said === undefined || said.seq !== head.seq) return { seq: head.seq, code: 'head-signature', text: `The head of ${head.at} does not carry this node's signature.` };
  if (hashAt === undefined) return { seq: head.seq, code: 'cut-off', text: `The head of ${head.at} names row ${head.seq}, but the trail ends before it: rows were cut off.` };
  if (said.hash !== hashAt) return { seq: head.seq, code: 'head-differs', text: `Row ${head.seq} is not what was signed on ${head.at}.` };
  return undefined;
};

/** Reads the whole trail and says what is changed, missing, reordered or cut off; no faults means it is as it was written (exchange.md §7). */
export const verifyAudit = async (db: Db, clock: Clock, open: OpenHead): Promise<AuditVerdict> => {
  const faults: ChainFault[] = [];
  const known = await heads(db);
  const wanted = new Set(known.map((head) => head.seq));
  const hashes = new Map<number, string>();
  let at = { seq: 0, hash: genesis };
  for (;;) {
    const rows = await sealedAfter(db, at.seq, page);
    const checked = checkRun(at, rows);
    if ('fault' in checked) {
      faults.push(checked.fault);
      break;
    }
    for (const row of rows) if (row.seq !== null && row.hash !== null && wanted.has(row.seq)) hashes.set(row.seq, row.hash);
    at = checked;
    if (rows.length < page) break;
  }
  for (const head of known) {
    const fault = faults.length > 0 && head.seq > at.seq ? undefined : await headFault(head, open, hashes.get(head.seq));
    if (fault !== undefined) faults.push(fault);
  }
  const unsealed = await countUnsealedBefore(db, instantOf(clock.ms() - sealGraceMs));
  if (unsealed > 0) faults.push({ seq: at.seq + 1, code: 'unsealed', text: `${unsealed} rows are older than a minute and not linked: is the node running?` });
  return { rows: at.seq, heads: known.length, faults, lastHash: at.hash };
};
