import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Instant } from '../../core/clock.ts';

/** The hash chain of the audit trail (exchange.md §7), pure.
 *  Row n's hash covers row n-1's hash, its own position and every field, in RFC 8785 form: a changed, missing or moved row breaks the chain at its place;
 *  rows cut off the end are found by the signed heads, which name a position and its hash. */
export type AuditRow = {
  readonly id: number;
  readonly at: Instant;
  readonly actor: string;
  readonly role: string | null;
  readonly action: string;
  readonly target: string;
  readonly outcome: string;
  readonly details: Record<string, unknown> | null;
  readonly seq: number | null;
  readonly hash: string | null;
};

/** A signed statement "at this time the chain was this long and ended in this hash". `jws` is compact, payload `{seq, hash, at}`. */
export type Head = { readonly seq: number; readonly at: Instant; readonly hash: string; readonly jws: string };

export const genesis = '0'.repeat(64);

export const chainHash = (previous: string, seq: number, row: AuditRow): string => {
  const { id, at, actor, role, action, target, outcome, details } = row;
  const text = canonicalize({ previous, seq, id, at, actor, role, action, target, outcome, details });
  return createHash('sha256').update(text ?? '').digest('hex');
};

export type ChainFault = { readonly seq: number; readonly code: 'missing' | 'changed' | 'cut-off' | 'head-differs' | 'head-signature' | 'unsealed'; readonly text: string };

/** Checks one run of rows after `(seq, hash)`; stops at the first fault, since everything after it follows from it. */
export const checkRun = (after: { seq: number; hash: string }, rows: readonly AuditRow[]): { fault: ChainFault } | { seq: number; hash: string } => {
  let { seq, hash } = after;
  for (const row of rows) {
    const expected = seq + 1;
    if (row.seq !== expected) return { fault: { seq: expected, code: 'missing', text: `Row ${expected} is missing: after ${seq} comes ${row.seq}.` } };
    const computed = chainHash(hash, expected, row);
    if (computed !== row.hash) return { fault: { seq: expected, code: 'changed', text: `Row ${expected} (event ${row.id}, ${row.at}) was changed, or stands in the wrong place.` } };
    [seq, hash] = [expected, computed];
  }
  return { seq, hash };
};
