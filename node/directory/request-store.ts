import type { Db, Tx } from '../storage/db.ts';

export type RequestState = 'waiting' | 'approved' | 'refused';
export type StoredRequest = {
  readonly id: string;
  readonly node_id: string;
  /** The signed request as it came (compact JWS). */
  readonly request: string;
  readonly fingerprint: string;
  readonly state: RequestState;
  readonly asked_at: string;
  readonly decided_at: string | null;
  readonly decided_by: string | null;
  readonly reason: string | null;
  readonly certificate: string | null;
};
type Tables = { directory_requests: StoredRequest };

export const requestStore = {
  /** The same request again (same fingerprint) is the same row. @returns the id it has */
  addOnce: async (db: Db, row: StoredRequest): Promise<string> => {
    await db.withTables<Tables>().insertInto('directory_requests').values(row).onConflict((on) => on.column('fingerprint').doNothing()).execute();
    const held = await db.withTables<Tables>().selectFrom('directory_requests').select('id').where('fingerprint', '=', row.fingerprint).executeTakeFirstOrThrow();
    return held.id;
  },
  byId: (db: Db | Tx, id: string): Promise<StoredRequest | undefined> => db.withTables<Tables>().selectFrom('directory_requests').selectAll().where('id', '=', id).executeTakeFirst(),
  countWaiting: async (db: Db): Promise<number> => {
    const row = await db.withTables<Tables>().selectFrom('directory_requests').select((of) => of.fn.countAll<number>().as('n')).where('state', '=', 'waiting').executeTakeFirst();
    return row?.n ?? 0;
  },
  /** Newest first, at most 200. */
  list: (db: Db): Promise<readonly StoredRequest[]> => db.withTables<Tables>().selectFrom('directory_requests').selectAll().orderBy('asked_at', 'desc').limit(200).execute(),
  /** @returns false when it was decided already: two officers cannot both decide */
  decide: async (tx: Db | Tx, id: string, decision: Pick<StoredRequest, 'state' | 'decided_at' | 'decided_by' | 'reason' | 'certificate'>): Promise<boolean> => {
    const done = await tx.withTables<Tables>().updateTable('directory_requests').set(decision).where('id', '=', id).where('state', '=', 'waiting').executeTakeFirst();
    return done.numUpdatedRows > 0n;
  },
};
