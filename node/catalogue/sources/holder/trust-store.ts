import { sql } from 'kysely';
import type { Instant } from '../../../../core/clock.ts';
import type { Db, Tx } from '../../../storage/db.ts';

export type TrustDecision = { readonly iri: string; readonly name: string; readonly trusted: boolean; readonly reason: string; readonly decided_at: Instant; readonly decided_by: string };

export const putTrust = async (tx: Tx, decision: TrustDecision): Promise<void> => {
  await sql`insert into trusted_holder (iri, name, trusted, reason, decided_at, decided_by) values (${decision.iri}, ${decision.name}, ${decision.trusted}, ${decision.reason}, ${decision.decided_at}, ${decision.decided_by})
    on conflict (iri) do update set name = excluded.name, trusted = excluded.trusted, reason = excluded.reason, decided_at = excluded.decided_at, decided_by = excluded.decided_by`.execute(tx);
};

export const allTrust = async (db: Db | Tx): Promise<readonly TrustDecision[]> => (await sql<TrustDecision>`select * from trusted_holder order by name`.execute(db)).rows;

/** Own records whose newest version names this custodian. */
export const recordsOfCustodian = async (db: Db | Tx, iri: string): Promise<readonly string[]> =>
  (await sql<{ id: string }>`select r.id from catalogue_record r join catalogue_version v on v.record_id = r.id and v.number = r.current
    where r.origin = 'own' and r.state <> 'withdrawn' and v.record -> 'custodian' ->> 'iri' = ${iri} order by r.id`.execute(db)).rows.map((row) => row.id);
