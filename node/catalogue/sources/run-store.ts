import { sql } from 'kysely';
import type { RunCounts, RunState } from '../../../core/api/sources.ts';
import type { Instant } from '../../../core/clock.ts';
import type { Db, Tx } from '../../storage/db.ts';

export type RunPhase = 'reading' | 'applying' | 'withdrawing' | 'ended';

export type StoredRun = {
  readonly id: string;
  readonly source: string;
  readonly mode: 'run' | 'dry-run';
  readonly is_full: boolean;
  readonly trigger: string;
  readonly actor: string;
  readonly state: RunState;
  readonly phase: RunPhase;
  readonly complete: boolean;
  readonly started_at: Instant;
  readonly heartbeat_at: Instant;
  readonly ended_at: Instant | null;
  /** Last complete page: where a run that was cut off goes on. */
  readonly position: string | null;
  /** What the source's own position becomes when the run succeeds. */
  readonly next_position: string | null;
  readonly pages: number;
  /** Number of records the source says it has. */
  readonly total: number | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly counts: RunCounts;
  readonly holds: 'withdrawals' | 'all' | null;
  readonly decision: 'withdraw' | 'keep' | null;
  readonly decided_at: Instant | null;
};

export type NewRun = { id: string; source: string; mode: 'run' | 'dry-run'; full: boolean; trigger: string; actor: string; at: Instant; counts: RunCounts };

/** @returns false when a run of this source is going on: the unique index decides, so two processes cannot both start */
export const insertRun = async (db: Db, run: NewRun): Promise<boolean> => {
  const { rows } = await sql<{ id: string }>`insert into catalogue_run (id, source, mode, is_full, trigger, actor, state, phase, started_at, heartbeat_at, counts)
    values (${run.id}, ${run.source}, ${run.mode}, ${run.full}, ${run.trigger}, ${run.actor}, 'running', 'reading', ${run.at}, ${run.at}, ${JSON.stringify(run.counts)}::jsonb)
    on conflict (source) where state = 'running' do nothing returning id`.execute(db);
  return rows.length > 0;
};

export const findRun = async (db: Db | Tx, id: string): Promise<StoredRun | undefined> => (await sql<StoredRun>`select * from catalogue_run where id = ${id}`.execute(db)).rows[0];

export const listRuns = async (db: Db, source: string, limit: number): Promise<readonly StoredRun[]> =>
  (await sql<StoredRun>`select * from catalogue_run where source = ${source} order by started_at desc, id desc limit ${limit}`.execute(db)).rows;

export const lastRuns = async (db: Db): Promise<readonly StoredRun[]> =>
  (await sql<StoredRun>`select distinct on (source) * from catalogue_run where mode = 'run' order by source, started_at desc, id desc`.execute(db)).rows;

/** Runs that were cut off: still `running`, but nobody has touched them since `before`. */
export const abandonedRuns = async (db: Db, before: Instant): Promise<readonly StoredRun[]> =>
  (await sql<StoredRun>`select * from catalogue_run where state = 'running' and heartbeat_at < ${before} order by started_at`.execute(db)).rows;

/** Takes an abandoned run over; false when another process was faster. */
export const takeOverRun = async (db: Db, id: string, heartbeat: Instant, at: Instant): Promise<boolean> => {
  const { numAffectedRows } = await sql`update catalogue_run set heartbeat_at = ${at} where id = ${id} and state = 'running' and heartbeat_at = ${heartbeat}`.execute(db);
  return numAffectedRows === 1n;
};

export type RunProgress = { phase?: RunPhase; position?: string | undefined; nextPosition?: string | undefined; pages?: number; total?: number | undefined; complete?: boolean; counts?: RunCounts };

export const saveProgress = async (db: Db | Tx, id: string, progress: RunProgress, at: Instant): Promise<void> => {
  await sql`update catalogue_run set heartbeat_at = ${at}, phase = coalesce(${progress.phase ?? null}, phase), position = coalesce(${progress.position ?? null}, position),
    next_position = coalesce(${progress.nextPosition ?? null}, next_position), pages = coalesce(${progress.pages ?? null}, pages), total = coalesce(${progress.total ?? null}, total),
    complete = coalesce(${progress.complete ?? null}, complete), counts = coalesce(${progress.counts === undefined ? null : JSON.stringify(progress.counts)}::jsonb, counts) where id = ${id}`.execute(db);
};

export type RunEnd = { state: RunState; code?: string | undefined; detail?: string | undefined; holds?: 'withdrawals' | 'all' | undefined; counts: RunCounts };

export const endRun = async (db: Db | Tx, id: string, end: RunEnd, at: Instant): Promise<void> => {
  await sql`update catalogue_run set state = ${end.state}, phase = 'ended', ended_at = ${at}, heartbeat_at = ${at}, code = ${end.code ?? null}, detail = ${end.detail ?? null},
    holds = ${end.holds ?? null}, counts = ${JSON.stringify(end.counts)}::jsonb where id = ${id}`.execute(db);
};

/** @returns false when the run is not held, or was decided meanwhile */
export const decideRun = async (tx: Tx, id: string, decision: 'withdraw' | 'keep', by: string, at: Instant): Promise<boolean> => {
  const { numAffectedRows } = await sql`update catalogue_run set decision = ${decision}, decided_at = ${at}, decided_by = ${by} where id = ${id} and state = 'held' and decision is null`.execute(tx);
  return numAffectedRows === 1n;
};

/** An older held run is answered by the newer run: its list is out of date. */
export const supersedeHeld = async (db: Db | Tx, source: string, except: string, at: Instant): Promise<void> => {
  await sql`update catalogue_run set decision = 'keep', decided_at = ${at}, decided_by = 'superseded' where source = ${source} and state = 'held' and decision is null and id <> ${except}`.execute(db);
};

/** Keeps the last `runs` runs of a source; their items go with them. */
export const forgetOldRuns = async (db: Db, source: string, runs: number): Promise<void> => {
  await sql`delete from catalogue_run where source = ${source} and state <> 'running' and id not in (
    select id from catalogue_run where source = ${source} order by started_at desc limit ${runs})`.execute(db);
};

/** The run of a source that waits for a decision, if there is one. */
export const heldRun = async (db: Db, source: string): Promise<StoredRun | undefined> =>
  (await sql<StoredRun>`select * from catalogue_run where source = ${source} and state = 'held' and mode = 'run' and decision is null order by started_at desc limit 1`.execute(db)).rows[0];

/** Whether a run tells of something the run before it did not: it ended otherwise, or another record was refused, or one for another reason. */
export const tellsNews = async (db: Db, run: Pick<StoredRun, 'id' | 'source' | 'state' | 'code'>): Promise<boolean> => {
  const before = (await sql<StoredRun>`select * from catalogue_run where source = ${run.source} and mode = 'run' and state <> 'running' and id <> ${run.id} order by started_at desc, id desc limit 1`.execute(db)).rows[0];
  if (before === undefined || before.state !== run.state || before.code !== run.code) return true;
  const { rows } = await sql<{ news: boolean }>`select exists (
    select 1 from catalogue_run_item i where i.run = ${run.id} and i.outcome in ('refused', 'duplicate')
      and not exists (select 1 from catalogue_run_item b where b.run = ${before.id} and b.record = i.record and b.code is not distinct from i.code)) as news`.execute(db);
  return rows[0]?.news === true;
};
