import type { ColumnType, Selectable } from 'kysely';
import type { Length } from '../../core/applications/clocks/due-date.ts';
import type { ClockId, ClockRow } from '../../core/applications/clocks/leg-clock.ts';
import type { Db, Tx } from '../storage/db.ts';

type ClockTable = {
  id: ColumnType<number, never, never>; application: string; clock: string; started_at: string; start_day: string; length: ColumnType<Length, string, string>; extended: boolean; state: string;
  due_at: string | null; due_date: string | null; time_zone: string; why: string; who: string; at: string;
};
const tables = (db: Db | Tx) => db.withTables<{ leg_clock: ClockTable }>();

const toClock = (row: Selectable<ClockTable>): ClockRow => ({
  clock: row.clock as ClockId, startedAt: row.started_at, startDay: row.start_day, length: row.length, extended: row.extended, state: row.state as ClockRow['state'],
  dueAt: row.due_at ?? undefined, dueDate: row.due_date ?? undefined, timeZone: row.time_zone, why: row.why, at: row.at,
});

/** Rows of the periods of the legs this node decides: only ever added to (applications.md §3.1 rule 6). */
export const clockStore = {
  async of(db: Db | Tx, applications: readonly string[]): Promise<ReadonlyMap<string, readonly ClockRow[]>> {
    const found = new Map<string, ClockRow[]>();
    if (applications.length === 0) return found;
    const rows = await tables(db).selectFrom('leg_clock').selectAll().where('application', 'in', applications).orderBy('id').execute();
    for (const row of rows) found.set(row.application, [...(found.get(row.application) ?? []), toClock(row)]);
    return found;
  },

  async add(tx: Tx, application: string, who: string, rows: readonly ClockRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tables(tx).insertInto('leg_clock').values(rows.map((row) => ({
      application, clock: row.clock, started_at: row.startedAt, start_day: row.startDay, length: JSON.stringify(row.length), extended: row.extended, state: row.state,
      due_at: row.dueAt ?? null, due_date: row.dueDate ?? null, time_zone: row.timeZone, why: row.why, who, at: row.at,
    }))).execute();
  },
};
