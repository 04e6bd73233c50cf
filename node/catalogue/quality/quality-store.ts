import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Finding } from '../../../core/catalogue/finding.ts';
import type { Instant } from '../../../core/clock.ts';
import type { Db, Tx } from '../../storage/db.ts';
import type { OpenTotal, PathViolations } from '../score/gains.ts';

/** Whose descriptions: of a data holder (by the name or address in the description, or because they entered it), of one source, or of the whole node. */
export type Scope = { readonly kind: 'holder' | 'source'; readonly name: string } | { readonly kind: 'node' };

const isHolder = (name: string): RawBuilder<unknown> => sql`(r.source = ${`holder:${name}`} or r.holder = ${name} or v.record->'custodian'->>'iri' = ${name}
  or exists (select 1 from jsonb_each_text(coalesce(v.record->'custodian'->'name', '{}')) n where n.value = ${name}))`;

/** The newest version of every own description that is not withdrawn, shown or not: what is mended next. */
const from = (scope: Scope): RawBuilder<unknown> => sql`from catalogue_record r join catalogue_version v on v.record_id = r.id and v.number = r.current
  where r.origin = 'own' and r.state <> 'withdrawn' and ${scope.kind === 'node' ? sql`true` : scope.kind === 'source' ? sql`r.source = ${scope.name}` : isHolder(scope.name)}`;

export type QualityTotals = { readonly records: number; readonly published: number; readonly faulty: number; readonly violations: number; readonly warnings: number; readonly score: number | null; readonly excellent: number; readonly good: number; readonly sufficient: number; readonly poor: number };
export const totalsOf = async (db: Db, scope: Scope): Promise<QualityTotals> => {
  const { rows } = await sql<QualityTotals>`select count(*)::int as records, count(*) filter (where r.shown is not null)::int as published, count(*) filter (where v.violations > 0)::int as faulty,
    coalesce(sum(v.violations), 0)::int as violations, coalesce(sum(v.warnings), 0)::int as warnings, avg(v.score)::float8 as score,
    count(*) filter (where v.score >= 87)::int as excellent, count(*) filter (where v.score >= 55 and v.score < 87)::int as good, count(*) filter (where v.score >= 30 and v.score < 55)::int as sufficient, count(*) filter (where v.score < 30)::int as poor ${from(scope)}`.execute(db);
  if (rows[0] === undefined) throw new Error('an aggregate gives one row');
  return rows[0];
};

export const openTotals = async (db: Db, scope: Scope): Promise<readonly OpenTotal[]> =>
  (await sql<OpenTotal>`select o->>'indicator' as indicator, count(*)::int as records, sum((o->>'points')::numeric)::float8 as points, (array_agg(o->'paths'))[1] as paths
    from (select v.score_detail ${from(scope)}) s, jsonb_array_elements(case when jsonb_typeof(s.score_detail->'open') = 'array' then s.score_detail->'open' else '[]' end) o group by 1`.execute(db)).rows;

export const violationsByPath = async (db: Db, scope: Scope): Promise<readonly PathViolations[]> =>
  (await sql<PathViolations>`select f->>'path' as path, count(*)::int as violations from (select v.findings ${from(scope)}) s, jsonb_array_elements(s.findings) f where f->>'severity' = 'violation' group by 1`.execute(db)).rows;

export type FindingGroup = { readonly finding: Finding; readonly records: number; readonly example: string; readonly exampleTitle: string };
/** One cause in many records: the same rule, place and expectation; what was found counts unless nothing was. The most frequent violations first. */
export const findingGroups = async (db: Db, scope: Scope, limit: number): Promise<readonly FindingGroup[]> =>
  (await sql<FindingGroup>`select (array_agg(f))[1] as finding, count(distinct id)::int as records, (array_agg(id order by id))[1] as example, (array_agg(title order by id))[1] as "exampleTitle"
    from (select r.id, r.title, v.findings ${from(scope)}) s, jsonb_array_elements(s.findings) f
    group by f->>'severity', f->>'code', f->>'path', f->>'expected', case when f->>'code' in ('missing', 'no-variables') then null else f->'found' end
    order by case f->>'severity' when 'violation' then 0 when 'warning' then 1 else 2 end, records desc, f->>'path' limit ${limit}`.execute(db)).rows;

export type RankedRecord = { readonly id: string; readonly title: string; readonly state: string; readonly score: number | null; readonly violations: number; readonly warnings: number; readonly source: string | null };
export const worstRecords = async (db: Db, scope: Scope, limit: number): Promise<readonly RankedRecord[]> =>
  (await sql<RankedRecord>`select r.id, r.title, r.state, v.score, v.violations, v.warnings, r.source ${from(scope)} order by v.violations desc, v.score asc nulls first, r.id limit ${limit}`.execute(db)).rows;

/** Whether the newest version of a record belongs to this holder. */
export const belongsTo = async (db: Db | Tx, record: string, holder: string): Promise<boolean> =>
  (await sql<{ id: string }>`select r.id from catalogue_record r join catalogue_version v on v.record_id = r.id and v.number = r.current where r.id = ${record} and r.origin = 'own' and ${isHolder(holder)}`.execute(db)).rows.length > 0;

export type MonthRow = { readonly month: string; readonly records: number; readonly score: number | null; readonly violations: number };
export const monthsOf = async (db: Db, scope: Scope): Promise<readonly MonthRow[]> =>
  (await sql<MonthRow>`select to_char(month, 'YYYY-MM') as month, records, score, violations from catalogue_quality_month where scope = ${scope.kind} and name = ${scope.kind === 'node' ? '' : scope.name} order by month desc limit 24`.execute(db)).rows.toReversed();

/** Where everybody stands now, for the month that runs; earlier months stay as they were measured. */
export const putMonth = async (db: Db, at: Instant): Promise<void> => {
  const month = `${at.slice(0, 7)}-01`;
  const measure = (scope: string, name: RawBuilder<unknown>, also: RawBuilder<unknown>): Promise<unknown> => sql`
    insert into catalogue_quality_month (month, scope, name, records, score, violations, at)
    select ${month}::date, ${scope}, ${name}, count(*), avg(v.score), coalesce(sum(v.violations), 0), ${at} from catalogue_record r join catalogue_version v on v.record_id = r.id and v.number = r.current
    where r.origin = 'own' and r.state <> 'withdrawn' and ${also} group by 3
    on conflict (scope, name, month) do update set records = excluded.records, score = excluded.score, violations = excluded.violations, at = excluded.at`.execute(db);
  await measure('node', sql`''`, sql`true`);
  await measure('source', sql`r.source`, sql`r.source is not null and r.source not like 'holder:%'`);
  await measure('holder', sql`r.holder`, sql`r.holder is not null`);
};
