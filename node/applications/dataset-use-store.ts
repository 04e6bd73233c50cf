import { sql } from 'kysely';
import type { Db } from '../storage/db.ts';

export type DatasetUse = { readonly iri: string; readonly drafts: number; readonly applications: readonly string[] };

/** For each of these datasets: in how many drafts it lies, and which applications that are not closed ask for it, those entered here and those that came from
 *  another country. Ids and counts only. Reads all open applications: asked when a person decides over a withdrawal, not on every request. */
export const usesOfDatasets = async (db: Db, iris: readonly string[]): Promise<readonly DatasetUse[]> => {
  if (iris.length === 0) return [];
  const { rows } = await sql<{ iri: string; drafts: number; applications: string[] }>`
    with asked as (
      select d ->> 'iri' as iri, a.id, a.submitted_at is null as draft from application a, jsonb_array_elements(a.datasets) d
        where a.submitted_at is null or exists (select 1 from home_leg l where l.application = a.id and l.status not in ('WITHDRAWN', 'DECISION_ISSUED'))
      union
      select d ->> 'iri', r.application, false from received_leg r, jsonb_array_elements(r.datasets) d where r.status not in ('WITHDRAWN', 'DECISION_ISSUED')
    )
    select iri, count(*) filter (where draft) as drafts, coalesce(array_agg(distinct id) filter (where not draft), '{}') as applications
    from asked where iri = any(${iris as string[]}::text[]) group by iri`.execute(db);
  return rows;
};
