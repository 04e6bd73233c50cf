import { sql } from 'kysely';
import type { Db, Tx } from '../storage/db.ts';

export type StoredDirectory = {
  readonly version: number;
  readonly jws: string;
  readonly kid: string;
  readonly issued_at: string;
  readonly expires_at: string;
  /** When this node began to use it. */
  readonly used_from: string;
};
type Tables = { directory_versions: StoredDirectory };

// Any number that no other advisory lock of this product uses.
const publishLock = 7_301_012;

/** Versions only ever come in; none is changed or deleted. */
export const directoryStore = {
  /** Two publishers (service and CLI) take turns, until the transaction ends. */
  takeTurns: async (tx: Tx): Promise<void> => {
    await sql`select pg_advisory_xact_lock(${publishLock})`.execute(tx);
  },
  /** @returns false when that version is there already */
  add: async (db: Db | Tx, row: StoredDirectory): Promise<boolean> => {
    const done = await db.withTables<Tables>().insertInto('directory_versions').values(row).onConflict((on) => on.column('version').doNothing()).executeTakeFirst();
    return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
  },
  latest: (db: Db | Tx): Promise<StoredDirectory | undefined> => db.withTables<Tables>().selectFrom('directory_versions').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst(),
  highestVersion: async (db: Db | Tx): Promise<number> => {
    const row = await db.withTables<Tables>().selectFrom('directory_versions').select((of) => of.fn.max('version').as('highest')).executeTakeFirst();
    return row?.highest ?? 0;
  },
  byVersion: (db: Db, version: number): Promise<StoredDirectory | undefined> =>
    db.withTables<Tables>().selectFrom('directory_versions').selectAll().where('version', '=', version).executeTakeFirst(),
  /** The version in use at that instant: the last one taken into use before it; uses index directory_versions_used_from. */
  usedAt: (db: Db, at: string): Promise<StoredDirectory | undefined> =>
    db.withTables<Tables>().selectFrom('directory_versions').selectAll().where('used_from', '<=', at).orderBy('used_from', 'desc').orderBy('version', 'desc').limit(1).executeTakeFirst(),
  /** Newest first. */
  all: (db: Db): Promise<readonly StoredDirectory[]> => db.withTables<Tables>().selectFrom('directory_versions').selectAll().orderBy('version', 'desc').execute(),
};
