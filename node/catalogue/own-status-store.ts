import { sql } from 'kysely';
import type { Db } from '../storage/db.ts';

export type OwnRecordFacts = { readonly records: number; readonly violations: number; readonly medianScore: number | null; readonly oldestCheck: string | null; readonly lastChange: string | null };

/** Live own records in one read: published or missing-but-shown, never drafts. */
export const ownRecordFacts = async (db: Db): Promise<OwnRecordFacts> => {
  const { rows } = await sql<OwnRecordFacts>`
    select count(*)::int as records, coalesce(sum(v.violations), 0)::int as violations,
      percentile_cont(0.5) within group (order by v.score)::float8 as "medianScore",
      min(coalesce(r.checked_at, r.published_at)) as "oldestCheck", max(r.changed_at) as "lastChange"
    from catalogue_record r join catalogue_version v on v.record_id = r.id and v.number = r.shown
    where r.origin = 'own' and r.state in ('published', 'missing')`.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Error('an aggregate gives one row');
  return found;
};
