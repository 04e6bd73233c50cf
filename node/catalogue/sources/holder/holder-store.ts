import { sql } from 'kysely';
import type { Instant } from '../../../../core/clock.ts';
import type { Db, Tx } from '../../../storage/db.ts';

export type KeptAnswer = { readonly digest: string; readonly answer: unknown };

/** Remembers the answer to a request with an Idempotency-Key. @returns what was answered before, if the key is not new */
export const answerOnce = async (tx: Tx, person: string, key: string, digest: string, answer: unknown, at: Instant): Promise<KeptAnswer | undefined> => {
  const { rows } = await sql<{ person: string }>`insert into holder_request (person, key, digest, answer, at) values (${person}, ${key}, ${digest}, ${JSON.stringify(answer)}::jsonb, ${at})
    on conflict do nothing returning person`.execute(tx);
  return rows.length > 0 ? undefined : keptAnswer(tx, person, key);
};

export const keptAnswer = async (db: Db | Tx, person: string, key: string): Promise<KeptAnswer | undefined> =>
  (await sql<KeptAnswer>`select digest, answer from holder_request where person = ${person} and key = ${key}`.execute(db)).rows[0];

export const forgetAnswers = async (db: Db, before: Instant): Promise<void> => {
  await sql`delete from holder_request where at < ${before}`.execute(db);
};

export const putCheck = async (tx: Tx, record: string, by: string, at: Instant): Promise<void> => {
  await sql`insert into holder_check (record_id, checked_at, checked_by) values (${record}, ${at}, ${by})
    on conflict (record_id) do update set checked_at = excluded.checked_at, checked_by = excluded.checked_by, reminded_at = null`.execute(tx);
};

export type HolderRecord = {
  readonly id: string; readonly iri: string; readonly title: string; readonly state: string; readonly version: string; readonly score: number | null; readonly violations: number; readonly warnings: number;
  readonly changed_at: Instant; readonly published_at: Instant | null; readonly checked_at: Instant; readonly source: string | null; readonly current: number;
};

/** Own records, with the last time somebody vouched for them: the yearly check, else the last change. */
export const holderRecords = async (db: Db, filter: { source?: string; states?: readonly string[] }): Promise<readonly HolderRecord[]> =>
  (await sql<HolderRecord>`select r.id, r.iri, r.title, r.state, r.version, v.score, v.violations, v.warnings, r.changed_at, r.published_at, r.source, r.current,
      greatest(coalesce(c.checked_at, r.changed_at), r.changed_at) as checked_at
    from catalogue_record r join catalogue_version v on v.record_id = r.id and v.number = r.current left join holder_check c on c.record_id = r.id
    where r.origin = 'own' and (${filter.source ?? null}::text is null or r.source = ${filter.source ?? null}) and (${filter.states === undefined} or r.state = any(${(filter.states ?? []) as string[]}::text[]))
    order by r.changed_at desc limit 1000`.execute(db)).rows;

export type DueCheck = { readonly id: string; readonly title: string; readonly source: string | null; readonly checked_at: Instant };

/** Public own records nobody vouched for since `before`, and whose holder was not reminded since. */
export const dueChecks = async (db: Db, before: Instant): Promise<readonly DueCheck[]> =>
  (await sql<DueCheck>`select r.id, r.title, r.source, greatest(coalesce(c.checked_at, r.changed_at), r.changed_at) as checked_at
    from catalogue_record r left join holder_check c on c.record_id = r.id
    where r.origin = 'own' and r.shown is not null and greatest(coalesce(c.checked_at, r.changed_at), r.changed_at) < ${before}
      and (c.reminded_at is null or c.reminded_at < ${before}) order by checked_at limit 1000`.execute(db)).rows;

export const markReminded = async (tx: Tx, record: string, checkedAt: Instant, at: Instant): Promise<void> => {
  await sql`insert into holder_check (record_id, checked_at, checked_by, reminded_at) values (${record}, ${checkedAt}, 'nobody', ${at})
    on conflict (record_id) do update set reminded_at = excluded.reminded_at`.execute(tx);
};
