import { sql } from 'kysely';
import type { Conclusion, StatusDocument } from '../../core/api/status.ts';
import type { Instant } from '../../core/clock.ts';
import type { Db } from '../storage/db.ts';
import type { Heard, Reason } from './conclude.ts';

type Tables = {
  status_heard: { node: string; document: StatusDocument | null; received_at: string | null; last_try_at: string; last_error: string | null; conclusion: string | null; conclusion_since: string | null };
  status_history: { node: string; at: string; conclusion: string; reasons: string };
};

export type HeardRow = Heard & { readonly node: string; readonly conclusion: string | undefined; readonly since: string | undefined };

/** What was heard of every node, and what was concluded when. */
export const createStatusStore = (db: Db) => {
  const tables = db.withTables<Tables>();
  return {
    heardOf: async (): Promise<readonly HeardRow[]> => {
      const rows = await tables.selectFrom('status_heard').selectAll().execute();
      return rows.map((row) => ({
        node: row.node, conclusion: row.conclusion ?? undefined, since: row.conclusion_since ?? undefined,
        ...(row.document && { document: row.document }), ...(row.received_at && { receivedAt: row.received_at }), ...(row.last_error && { lastError: row.last_error }),
      }));
    },
    keepDocument: async (node: string, document: StatusDocument, at: Instant): Promise<void> => {
      const json = JSON.stringify(document) as unknown as StatusDocument;
      await tables
        .insertInto('status_heard')
        .values({ node, document: json, received_at: at, last_try_at: at, last_error: null, conclusion: null, conclusion_since: null })
        .onConflict((conflict) => conflict.column('node').doUpdateSet({ document: json, received_at: at, last_try_at: at, last_error: null }))
        .execute();
    },
    keepFailure: async (node: string, error: string, at: Instant): Promise<void> => {
      await tables
        .insertInto('status_heard')
        .values({ node, document: null, received_at: null, last_try_at: at, last_error: error, conclusion: null, conclusion_since: null })
        .onConflict((conflict) => conflict.column('node').doUpdateSet({ last_try_at: at, last_error: error }))
        .execute();
    },
    keepConclusion: async (node: string, conclusion: Conclusion, reasons: readonly Reason[], changed: boolean, at: Instant): Promise<void> => {
      if (changed) await tables.updateTable('status_heard').set({ conclusion, conclusion_since: at }).where('node', '=', node).execute();
      await tables.insertInto('status_history').values({ node, at, conclusion, reasons: JSON.stringify(reasons) }).onConflict((conflict) => conflict.doNothing()).execute();
    },
    /** Minute values 48 h, the first of each hour 90 days, the first of each day for good (portal.md §4.2). */
    thinHistory: async (now: Instant): Promise<void> => {
      const thin = (unit: 'hour' | 'day', olderThan: string) => sql`
        delete from status_history h using (
          select node, date_trunc(${sql.lit(unit)}, at) as slot, min(at) as first from status_history
          where at < ${now}::timestamptz - ${olderThan}::interval group by 1, 2
        ) kept
        where h.node = kept.node and date_trunc(${sql.lit(unit)}, h.at) = kept.slot and h.at <> kept.first and h.at < ${now}::timestamptz - ${olderThan}::interval`.execute(db);
      await thin('hour', '48 hours');
      await thin('day', '90 days');
    },
    history: async (node: string, from: Instant): Promise<readonly { at: string; conclusion: string }[]> =>
      tables.selectFrom('status_history').select(['at', 'conclusion']).where('node', '=', node).where('at', '>=', from).orderBy('at').execute(),
  };
};
export type StatusStore = ReturnType<typeof createStatusStore>;
