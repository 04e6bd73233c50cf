import { hash } from 'node:crypto';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type pg from 'pg';

const mark = '/* kept */ ';

/** Begins a statement whose plan each connection keeps: for the few that every record of an import runs, and whose planning costs as much as running them. The text must
 *  not vary: values are parameters. Not for `select *`: a column added by another process would break the kept plan. */
export const kept: RawBuilder<unknown> = sql.raw(mark);

const names = new Map<string, string>();
const nameOf = (text: string): string => {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `kept_${hash('sha256', text, 'hex').slice(0, 24)}`;
  names.set(text, name);
  return name;
};

type Query = (query: unknown, values?: unknown, done?: unknown) => unknown;

/** Lets a connection send marked statements by name. */
export const keepStatements = (client: pg.ClientBase): void => {
  const query = (client.query as Query).bind(client);
  const named: Query = (text, values, done) => (typeof text === 'string' && text.startsWith(mark) ? query({ name: nameOf(text), text, values }, done) : query(text, values, done));
  Object.assign(client, { query: named });
};
