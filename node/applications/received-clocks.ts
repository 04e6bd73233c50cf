import type { ClockSnapshot } from '../../core/applications/messages.ts';
import type { ClockEvent } from '../../core/applications/clocks/leg-clocks.ts';
import { clockRowsAfter } from '../../core/applications/clocks/leg-clocks.ts';
import type { ClockRow } from '../../core/applications/clocks/leg-clock.ts';
import { clocksInForce } from '../../core/applications/clocks/leg-clock.ts';
import type { Db, Tx } from '../storage/db.ts';
import { clockStore } from './clock-store.ts';
import type { Parts } from './parts.ts';

export const clocksOf = async (db: Db | Tx, application: string): Promise<readonly ClockRow[]> => (await clockStore.of(db, [application])).get(application) ?? [];

/** Adds what an event does to the periods of a leg; every change is a row, audited with it.
 *  @returns how many rows were added */
export const advanceClocks = async (parts: Parts, tx: Tx, application: string, event: ClockEvent, who: string): Promise<number> => {
  const rows = clockRowsAfter(await clocksOf(tx, application), event, parts.rules);
  await clockStore.add(tx, application, who, rows);
  await parts.audit.recordAll(tx, rows.map((row) => ({
    actor: who, role: undefined, action: 'clock-changed', target: `leg:${application}/${parts.node.id}`, outcome: 'success' as const,
    details: { clock: row.clock, state: row.state, why: row.why, due: row.dueDate ?? 'none' },
  })));
  return rows.length;
};

/** The clocks as they travel with a snapshot. */
export const clockSnapshots = (rows: readonly ClockRow[]): readonly ClockSnapshot[] =>
  clocksInForce(rows).map((row) => ({
    clock: row.clock, startedAt: row.startedAt, timeZone: row.timeZone, state: row.state,
    ...(row.dueAt === undefined ? {} : { dueAt: row.dueAt }), ...(row.dueDate === undefined ? {} : { dueDate: row.dueDate }),
  }));
