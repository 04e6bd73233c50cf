import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { StoredAgent } from '../agent-store.ts';
import type { Db } from '../../storage/db.ts';
import type { Asked, ParameterType } from './parameter.ts';

type Definition = { readonly type: ParameterType; readonly doc: string; readonly where: (asked: Asked) => RawBuilder<unknown> };
const any = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => (conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`);
const bare = (value: string): string => value.slice(value.lastIndexOf('|') + 1);
const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Search parameters of Organization (catalogue.md §4.5). */
export const organizationParameters: Readonly<Record<string, Definition>> = {
  _id: { type: 'token', doc: 'id', where: (asked) => sql`id::text = any(${asked.values as string[]}::text[])` },
  name: {
    type: 'string', doc: 'name in any language',
    where: (asked) => sql`exists (select 1 from jsonb_each_text(agent->'name') n where ${any(asked.values.map((value) => (asked.modifier === 'exact' ? sql`n.value = ${value}` : sql`catalogue_fold(n.value) like catalogue_fold(${asked.modifier === 'contains' ? `%${like(value)}%` : `${like(value)}%`})`)))})`,
  },
  identifier: { type: 'token', doc: 'agent IRI or another identifier', where: (asked) => any(asked.values.map((value) => sql`(iri = ${bare(value)} or agent->'identifier' ? ${bare(value)})`)) },
  type: { type: 'token', doc: 'publisher type, or the roles hdab and holder', where: (asked) => any(asked.values.map((value) => sql`(${bare(value)} = any(roles) or regexp_replace(agent->>'type', '^.*[/#]', '') = ${bare(value)} or agent->>'type' = ${value})`)) },
  'address-country': { type: 'string', doc: 'country of the node that names it', where: (asked) => any(asked.values.map((value) => sql`lower(country) = lower(${value})`)) },
};

export const findOrganizations = async (db: Db, asked: readonly Asked[], limit: number, offset: number): Promise<{ readonly total: number; readonly rows: readonly StoredAgent[] }> => {
  const where = sql.join([sql`true`, ...asked.map((one) => organizationParameters[one.name]?.where(one) ?? sql`true`)], sql` and `);
  const [count, rows] = await Promise.all([
    sql<{ n: number }>`select count(*)::int as n from catalogue_agent where ${where}`.execute(db),
    sql<StoredAgent>`select * from catalogue_agent where ${where} order by iri limit ${limit} offset ${offset}`.execute(db),
  ]);
  return { total: count.rows[0]?.n ?? 0, rows: rows.rows };
};
