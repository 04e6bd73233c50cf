import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { OpenDb } from '../../node/storage/db.ts';
import { openDb } from '../../node/storage/db.ts';
import { migrate } from '../../node/storage/migrate.ts';

export type TestDatabase = OpenDb & { readonly url: string };

const admin = async (work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};

/** URL of a new, empty database of this run's PostgreSQL. It goes with the run. */
export const newDatabaseUrl = async (): Promise<string> => {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await admin((client) => client.query(`create database ${name}`));
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return url.href;
};

/** A fresh, migrated database. Close it in `afterAll`. */
export const openTestDatabase = async (max = 10): Promise<TestDatabase> => {
  const url = await newDatabaseUrl();
  const open = openDb({ connectionString: url, max, onError: () => undefined });
  await migrate(open.db);
  return { ...open, url };
};
