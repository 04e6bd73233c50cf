import { sql } from 'kysely';
import type { Db } from '../../storage/db.ts';

export type UsageKind = 'view' | 'search' | 'rdf' | 'basket' | 'application';
export type UsageRow = { readonly record_id: string; readonly title: string; readonly holder: string | null; readonly day: string; readonly kind: UsageKind; readonly n: number };

export const addUsage = async (db: Db, day: string, counts: readonly { readonly id: string; readonly kind: UsageKind; readonly n: number }[]): Promise<void> => {
  if (counts.length === 0) return;
  await sql`insert into catalogue_usage (day, record_id, kind, n) select ${day}::date, (c->>'id')::uuid, c->>'kind', (c->>'n')::int from jsonb_array_elements(${JSON.stringify(counts)}::jsonb) c
    where exists (select 1 from catalogue_record r where r.id = (c->>'id')::uuid) on conflict (day, record_id, kind) do update set n = catalogue_usage.n + excluded.n`.execute(db);
};

/** Daily figures of all datasets, or of one holder's. */
export const usageSince = async (db: Db, since: string, holder: string | undefined): Promise<readonly UsageRow[]> =>
  (await sql<UsageRow>`select u.record_id, r.title, r.holder, u.day, u.kind, u.n from catalogue_usage u join catalogue_record r on r.id = u.record_id
    where u.day >= ${since}::date and r.origin = 'own' and (${holder ?? null}::text is null or r.holder = ${holder ?? null}) order by u.day, r.title, u.kind limit 100000`.execute(db)).rows;
