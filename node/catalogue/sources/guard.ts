import type { Instant } from '../../../core/clock.ts';
import { msOf } from '../../../core/clock.ts';

/** The delete guard (catalogue.md §6.5): pure decisions over counts and dates, no I/O. */
const dayMs = 86_400_000;
/** A record is believed gone after so many complete full runs in a row without it … */
export const missingRuns = 3;
/** … and so many days. */
export const missingDays = 7;

export type Missing = { readonly missing_since: Instant | null; readonly missing_runs: number };

/** Whether a record that this run did not bring is to be withdrawn now. Both counts include this run. */
export const isGone = (record: Missing, now: Instant): boolean => {
  const since = record.missing_since ?? now;
  return record.missing_runs + 1 >= missingRuns && msOf(now) - msOf(since) >= missingDays * dayMs;
};

export type Reading = {
  /** Descriptions and unchanged records the run brought, without the refused. */
  readonly read: number;
  readonly refused: number;
  /** Records of the source before the run that are not withdrawn. */
  readonly live: number;
  readonly withdrawals: number;
  readonly titleBefore: string | undefined;
  readonly title: string | undefined;
  /** The catalogue moved to records that have nothing in common with the old ones. */
  readonly known: number;
};

export type Verdict = { readonly type: 'pass' } | { readonly type: 'hold'; readonly holds: 'withdrawals' | 'all'; readonly code: string; readonly detail: string };

const hold = (holds: 'withdrawals' | 'all', code: string, detail: string): Verdict => ({ type: 'hold', holds, code, detail });

/** Withdrawals of one run that nobody needs to look at. */
export const allowedWithdrawals = (live: number): number => Math.max(5, Math.floor(live / 10));

/** Before anything is applied: is this the catalogue we know, and does it say something? Told on full runs only. */
export const judgeReading = (r: Reading): Verdict => {
  if (r.live === 0) return { type: 'pass' };
  if (r.read === 0 && r.refused === 0) return hold('all', 'source-empty', `The source answered with 0 datasets; last time it had ${r.live}. Nothing was changed.`);
  const renamed = r.title !== undefined && r.titleBefore !== undefined && r.title !== r.titleBefore;
  if (renamed && r.known === 0) return hold('all', 'other-catalogue', `The catalogue calls itself "${r.title}"; last time it was "${r.titleBefore}", and none of its ${r.live} records came. Nothing was changed.`);
  return { type: 'pass' };
};

/** After the plan: too many records would leave at once. */
export const judgeWithdrawals = (withdrawals: number, live: number): Verdict => {
  if (withdrawals === 0) return { type: 'pass' };
  if (withdrawals >= live) return hold('withdrawals', 'held-by-guard', `All ${live} records of the source would be withdrawn. Nothing is withdrawn until someone decides.`);
  const allowed = allowedWithdrawals(live);
  if (withdrawals > allowed) return hold('withdrawals', 'held-by-guard', `${withdrawals} of ${live} records would be withdrawn; more than ${allowed} at once need a decision.`);
  return { type: 'pass' };
};
