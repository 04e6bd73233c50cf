import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Migration } from 'kysely/migration';
import { Migrator } from 'kysely/migration';
import type { Db } from './db.ts';

const folder = join(import.meta.dirname, 'migrations');

/** Every file of migrations/ in name order: `<three digits>-<area>-<what>.ts` with `up(db)`. */
const readMigrations = async (): Promise<Record<string, Migration>> => {
  const names = (await readdir(folder)).filter((name) => /^\d{3}-[a-z-]+\.ts$/.test(name)).sort();
  const loaded = names.map(async (name) => [name.slice(0, -3), (await import(pathToFileURL(join(folder, name)).href)) as Migration] as const);
  return Object.fromEntries(await Promise.all(loaded));
};

/** Brings the database to this version's tables, under kysely's advisory lock: several processes may start at once.
 *  @returns the names that were applied now */
export const migrate = async (db: Db): Promise<readonly string[]> => {
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations }, allowUnorderedMigrations: true });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
};
