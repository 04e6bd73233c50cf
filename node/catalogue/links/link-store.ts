import { sql } from 'kysely';
import type { Instant } from '../../../core/clock.ts';
import type { Db, Tx } from '../../storage/db.ts';
import type { RecordLink } from './record-links.ts';
import type { CheckedLink, LinkOutcome } from './verdict.ts';

/** Own public records whose addresses were not taken down since they changed last, oldest change first. Looks back an hour behind the newest one seen: instants are not given in commit order. */
export const recordsToScan = async (db: Db, limit: number): Promise<readonly { readonly id: string; readonly changed_at: Instant }[]> =>
  (await sql<{ id: string; changed_at: Instant }>`
    select r.id, r.changed_at from catalogue_record r left join catalogue_link_scan s on s.record_id = r.id
    where r.origin = 'own' and r.shown is not null and s.seen is distinct from r.changed_at
      and r.changed_at >= coalesce((select max(seen) from catalogue_link_scan) - interval '1 hour', '-infinity')
    order by r.changed_at limit ${limit}`.execute(db)).rows;

/** The addresses of a record are these from now on; new ones are due at once. */
export const putLinks = async (tx: Tx, record: string, seen: Instant, links: readonly RecordLink[], at: Instant): Promise<void> => {
  const rows = JSON.stringify(links.map((link) => ({ ...link, host: new URL(link.url).host })));
  // in the order of the addresses: two records that name the same ones never wait for each other crosswise
  await sql`insert into catalogue_link (url, host, next_at) select distinct l->>'url', l->>'host', ${at}::timestamptz from jsonb_array_elements(${rows}::jsonb) l order by 1 on conflict do nothing`.execute(tx);
  await sql`delete from catalogue_link_use where record_id = ${record}`.execute(tx);
  await sql`insert into catalogue_link_use (record_id, path, focus, url) select ${record}::uuid, l->>'path', l->>'focus', l->>'url' from jsonb_array_elements(${rows}::jsonb) l on conflict do nothing`.execute(tx);
  await sql`insert into catalogue_link_scan (record_id, seen) values (${record}, ${seen}) on conflict (record_id) do update set seen = excluded.seen`.execute(tx);
};

export const linksOfRecord = async (db: Db | Tx, record: string): Promise<readonly CheckedLink[]> =>
  (await sql<CheckedLink>`select u.path, u.focus, u.url, l.outcome, l.status, l.code, l.failures, l.checked_at from catalogue_link_use u join catalogue_link l on l.url = u.url where u.record_id = ${record} order by u.path, u.url`.execute(db)).rows;

export type DueLink = { readonly url: string; readonly host: string; readonly failures: number; readonly sources: readonly string[] };

/** Addresses whose turn it is and that a public record still names, at most `perHost` of one host; with the sources of those records. Uses the index on next_at. */
export const dueLinks = async (db: Db, now: Instant, limit: number, perHost: number): Promise<readonly DueLink[]> =>
  (await sql<DueLink>`
    select url, host, failures, sources from (
      select l.url, l.host, l.failures, l.next_at, row_number() over (partition by l.host order by l.next_at) as turn,
        (select array_agg(distinct coalesce(r.source, '')) from catalogue_link_use u join catalogue_record r on r.id = u.record_id where u.url = l.url and r.shown is not null) as sources
      from (select * from catalogue_link where next_at <= ${now} order by next_at limit ${limit * 5}) l
    ) due where sources is not null and turn <= ${perHost} order by next_at limit ${limit}`.execute(db)).rows;

/** Addresses nobody names any more need no look. */
export const dropUnused = async (db: Db, now: Instant): Promise<void> => {
  await sql`delete from catalogue_link_use u using catalogue_record r where r.id = u.record_id and r.state = 'withdrawn'`.execute(db);
  await sql`delete from catalogue_link l where l.next_at <= ${now} and not exists (select 1 from catalogue_link_use u where u.url = l.url)`.execute(db);
};

export type LinkResult = { readonly url: string; readonly outcome: LinkOutcome; readonly status: number | null; readonly code: string | null; readonly failures: number; readonly at: Instant; readonly nextAt: Instant };

export const saveResult = async (db: Db, result: LinkResult): Promise<void> => {
  await sql`update catalogue_link set outcome = ${result.outcome}, status = ${result.status}, code = ${result.code}, failures = ${result.failures}, checked_at = ${result.at}, next_at = ${result.nextAt} where url = ${result.url}`.execute(db);
};

/** Asked to wait: what was known stays known. */
export const postpone = async (db: Db, url: string, nextAt: Instant): Promise<void> => {
  await sql`update catalogue_link set next_at = ${nextAt}, outcome = coalesce(outcome, 'later') where url = ${url}`.execute(db);
};

export const recordsNaming = async (db: Db, urls: readonly string[]): Promise<readonly string[]> =>
  urls.length === 0 ? [] : (await sql<{ id: string }>`select distinct record_id as id from catalogue_link_use where url = any(${urls as string[]}::text[])`.execute(db)).rows.map((row) => row.id);

export const setScore = async (tx: Tx, record: string, number: number, score: number, detail: unknown): Promise<void> => {
  await sql`update catalogue_version set score = ${score}, score_detail = ${JSON.stringify(detail)}::jsonb where record_id = ${record} and number = ${number}`.execute(tx);
};

/** The newest change of this search row is none that readers are told of, unless they still wait to hear of the one before it. */
export const keepQuiet = async (tx: Tx, doc: number, before: number): Promise<void> => {
  await sql`insert into catalogue_quiet_change (doc, change) select s.doc, s.change from catalogue_search s
    where s.doc = ${doc} and (${before} <= coalesce((select change from catalogue_alert_cursor), 0) or exists (select 1 from catalogue_quiet_change q where q.doc = s.doc and q.change = ${before}))
    on conflict (doc) do update set change = excluded.change`.execute(tx);
};

export const changeOf = async (tx: Tx, doc: number): Promise<number> => (await sql<{ change: number }>`select change from catalogue_search where doc = ${doc}`.execute(tx)).rows[0]?.change ?? 0;

export type LinkTotals = { readonly addresses: number; readonly waiting: number; readonly dead: number; readonly lastCheck: Instant | null };
export const linkTotals = async (db: Db): Promise<LinkTotals> => {
  const { rows } = await sql<LinkTotals>`select count(*)::int as addresses, count(*) filter (where checked_at is null)::int as waiting,
    count(*) filter (where outcome = 'gone' or (outcome = 'failing' and failures >= 2))::int as dead, max(checked_at) as "lastCheck" from catalogue_link`.execute(db);
  return rows[0] ?? { addresses: 0, waiting: 0, dead: 0, lastCheck: null };
};

export type DeadLink = { readonly url: string; readonly record: string; readonly title: string; readonly status: number | null; readonly code: string | null; readonly checked_at: Instant };
/** Addresses that do not answer, in the descriptions of a holder, a source or the node. */
export const deadLinks = async (db: Db, scope: { readonly kind: 'holder' | 'source' | 'node'; readonly name?: string }, limit: number): Promise<readonly DeadLink[]> =>
  (await sql<DeadLink>`
    select distinct on (l.checked_at, l.url, r.id) l.url, r.id as record, r.title, l.status, l.code, l.checked_at
    from catalogue_link l join catalogue_link_use u on u.url = l.url join catalogue_record r on r.id = u.record_id
    where (l.outcome = 'gone' or (l.outcome = 'failing' and l.failures >= 2)) and r.shown is not null
      and ${scope.kind === 'node' ? sql`true` : scope.kind === 'source' ? sql`r.source = ${scope.name ?? ''}` : sql`(r.holder = ${scope.name ?? ''} or r.source = ${`holder:${scope.name ?? ''}`})`}
    order by l.checked_at desc, l.url, r.id limit ${limit}`.execute(db)).rows;
