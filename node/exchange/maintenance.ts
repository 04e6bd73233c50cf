import type { MaintenanceView } from '../../core/api/ops.ts';
import type { Clock } from '../../core/clock.ts';
import { msOf } from '../../core/clock.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import type { Actor } from './dead-letters.ts';
import type { MaintenanceRow } from './maintenance-store.ts';
import { readMaintenance, writeMaintenance } from './maintenance-store.ts';

// Without an announced end, partners ask again this often.
const askAgainSeconds = 300;
const longestSeconds = 3600;

/** This node's own maintenance (exchange.md §6): announced in the status feed; while it lasts messages are answered 503 `maintenance`, which partners wait
 *  out without counting a failure. The row is shared by all processes of the node and read again every second. */
export const createMaintenance = (deps: { db: Db; clock: Clock; audit: Audit }) => {
  let row: MaintenanceRow | undefined;
  const isActive = (now: number): boolean => row !== undefined && msOf(row.starts_at) <= now && (row.ends_at === null || now < msOf(row.ends_at));
  const load = async (): Promise<void> => {
    row = await readMaintenance(deps.db);
  };
  const view = (): MaintenanceView | undefined =>
    row === undefined ? undefined : { from: row.starts_at, active: isActive(deps.clock.ms()), ...(row.ends_at === null ? {} : { to: row.ends_at }), ...(row.note === null ? {} : { note: row.note }) };
  return {
    load,
    view,
    /** Set while messages are not taken. */
    refusal: (): { retryAfterSeconds: number } | undefined => {
      const now = deps.clock.ms();
      if (row === undefined || !isActive(now)) return undefined;
      return { retryAfterSeconds: row.ends_at === null ? askAgainSeconds : Math.min(longestSeconds, Math.max(1, Math.ceil((msOf(row.ends_at) - now) / 1000))) };
    },
    announce: async (wanted: { from?: string | undefined; to?: string | undefined; note?: string | undefined }, by: Actor): Promise<MaintenanceView | undefined> => {
      const next: MaintenanceRow = { starts_at: wanted.from ?? deps.clock.now(), ends_at: wanted.to ?? null, note: wanted.note ?? null, announced_by: by.person };
      await inTransaction(deps.db, async (tx) => {
        await writeMaintenance(tx, next);
        await deps.audit.record(tx, { actor: by.person, role: by.role, action: 'maintenance-announced', target: 'node:self', outcome: 'success', details: { from: next.starts_at, to: next.ends_at ?? '' } });
      });
      await load();
      return view();
    },
    end: async (by: Actor): Promise<void> => {
      await inTransaction(deps.db, async (tx) => {
        await writeMaintenance(tx, undefined);
        await deps.audit.record(tx, { actor: by.person, role: by.role, action: 'maintenance-ended', target: 'node:self', outcome: 'success' });
      });
      await load();
    },
  };
};

export type Maintenance = ReturnType<typeof createMaintenance>;
