import type { Instant } from '../../clock.ts';
import type { Day } from './calendar.ts';
import type { Length } from './due-date.ts';

/** The periods of a leg that this node counts (applications.md §3.2). */
export const clockIds = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K10', 'K12', 'K16', 'K24'] as const;
export type ClockId = (typeof clockIds)[number];

export type ClockActor = 'hdab' | 'applicant';

/** Who must act, and the article shown beside the date. */
export const clockFacts: Readonly<Record<ClockId, { readonly actor: ClockActor; readonly law: string }>> = {
  K1: { actor: 'hdab', law: 'Art. 57(1)(j)(ii)' },
  K2: { actor: 'hdab', law: 'D6.3 §8.1 (target)' },
  K3: { actor: 'applicant', law: 'Art. 68(4)' },
  K4: { actor: 'hdab', law: 'Art. 68(4)' },
  K5: { actor: 'hdab', law: 'Art. 68(6)' },
  K6: { actor: 'hdab', law: 'Art. 69(4)' },
  K10: { actor: 'applicant', law: 'D6.3 §8.2' },
  K12: { actor: 'applicant', law: 'R9.2.6' },
  K16: { actor: 'hdab', law: 'Art. 57(1)(j)(iii)' },
  K24: { actor: 'applicant', law: 'national law' },
};

/** One state of one clock. Each change is a new row; the last row of an id is the one in force, nothing is overwritten (§3.1 rule 6). */
export type ClockRow = {
  readonly clock: ClockId;
  readonly startedAt: Instant;
  readonly startDay: Day;
  readonly length: Length;
  readonly extended: boolean;
  readonly state: 'running' | 'void' | 'paused' | 'ended';
  /** Absent while void or paused. */
  readonly dueAt?: Instant | undefined;
  readonly dueDate?: Day | undefined;
  readonly timeZone: string;
  /** Why this row was written: `received`, `asked`, `answered`, `extended`, … and the reason in words where one is asked. */
  readonly why: string;
  readonly at: Instant;
};

/** Last row of every id. */
export const clocksInForce = (rows: readonly ClockRow[]): readonly ClockRow[] =>
  clockIds.flatMap((id) => rows.filter((row) => row.clock === id).slice(-1));

/** Running and past its last instant. */
export const isOverdue = (row: { readonly state: string; readonly dueAt?: string | undefined }, now: Instant): boolean =>
  row.state === 'running' && row.dueAt !== undefined && now > row.dueAt;
