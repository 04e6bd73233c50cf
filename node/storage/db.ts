import type { Transaction } from 'kysely';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { keepStatements } from './kept-statement.ts';

/** No table is known here: each feature's store states its own with `db.withTables<Tables>()`. */
export type NoTables = {};
export type Db = Kysely<NoTables>;
export type Tx = Transaction<NoTables>;

const timestamptz = 1184;
const int8 = 20;
const date = 1082;

/** Instants come back as ISO strings in UTC with milliseconds, dates as `YYYY-MM-DD`, bigints as numbers (we count below 2^53). */
const types = new pg.TypeOverrides();
types.setTypeParser(timestamptz, (text: string) => new Date(text).toISOString());
types.setTypeParser(int8, Number);
types.setTypeParser(date, (text: string) => text);

export type OpenDb = { readonly db: Db; readonly pool: pg.Pool; close(): Promise<void> };

// Nobody waits for ever: a request that finds neither a connection nor its lock within a minute fails, and what it held is free for others.
const waitsMs = 60_000;

/** Opens a pool. `onError` hears of connections that broke while idle; without a listener they would end the process. */
export const openDb = (options: { connectionString: string; max: number; onError: (error: Error) => void }): OpenDb => {
  const pool = new pg.Pool({ connectionString: options.connectionString, max: options.max, types, application_name: 'ehds-node', connectionTimeoutMillis: waitsMs, options: `-c lock_timeout=${waitsMs}` });
  pool.on('error', options.onError);
  // The pool listens to idle connections only: one that breaks between two queries of a transaction would end the process.
  pool.on('connect', (client) => {
    client.on('error', options.onError);
    keepStatements(client);
  });
  const db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
};

/** Runs `work` in one transaction, READ COMMITTED; a throw rolls back. */
export const inTransaction = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction().execute(work);
