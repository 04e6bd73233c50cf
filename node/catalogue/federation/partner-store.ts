import { sql } from 'kysely';
import type { Db, Tx } from '../../storage/db.ts';

export type PartnerState = 'never' | 'reading' | 'fresh' | 'unreachable' | 'held';

/** What this node knows of one partner's catalogue. `cursor` is the time of the last event applied from its feed. */
export type StoredPartner = {
  readonly node: string; readonly state: PartnerState; readonly cursor: string | null; readonly last_try: string | null; readonly last_complete: string | null; readonly last_full: string | null;
  readonly error: string | null; readonly failures: number; readonly read: number; readonly refused: number; readonly held: HeldRun | null; readonly decision: 'withdraw' | 'keep' | null;
  /** Ids of the records the decision is about and that no run has met yet. */
  readonly decided: readonly string[] | null;
};
/** A run that waits for a person (catalogue.md §6.5): what would be withdrawn and why it was stopped. */
export type HeldRun = { readonly at: string; readonly reason: string; readonly live: number; readonly gone: readonly { readonly id: string; readonly iri: string; readonly title: string }[] };

export const partnersKnown = async (db: Db | Tx): Promise<readonly StoredPartner[]> => (await sql<StoredPartner>`select * from catalogue_partner order by node`.execute(db)).rows;
export const partnerKnown = async (db: Db | Tx, node: string): Promise<StoredPartner | undefined> => (await sql<StoredPartner>`select * from catalogue_partner where node = ${node}`.execute(db)).rows[0];

export const startTry = async (db: Db, node: string, at: string): Promise<void> => {
  await sql`insert into catalogue_partner (node, state, last_try) values (${node}, 'never', ${at}) on conflict (node) do update set last_try = ${at}`.execute(db);
};

export const saveSuccess = async (tx: Tx, node: string, at: string, run: { readonly cursor: string | null; readonly read: number; readonly refused: number; readonly full: boolean }): Promise<void> => {
  await sql`update catalogue_partner set state = 'fresh', cursor = ${run.cursor}, last_complete = ${at}, last_full = case when ${run.full} then ${at}::timestamptz else last_full end, error = null, failures = 0,
    read = ${run.read}, refused = ${run.refused}, held = null, decision = null, decided = null where node = ${node}`.execute(tx);
};
/** Moves the cursor within a run, in the transaction that applied what it stands for: a kill at any point resumes there. */
export const saveCursor = async (tx: Tx, node: string, cursor: string): Promise<void> => {
  await sql`update catalogue_partner set cursor = ${cursor} where node = ${node}`.execute(tx);
};
export const saveFailure = async (db: Db, node: string, error: string): Promise<void> => {
  await sql`update catalogue_partner set state = case when state = 'held' then state else 'unreachable' end, error = ${error.slice(0, 500)}, failures = failures + 1 where node = ${node}`.execute(db);
};
export const saveHeld = async (tx: Tx, node: string, held: HeldRun): Promise<void> => {
  await sql`update catalogue_partner set state = 'held', held = ${JSON.stringify(held)}::jsonb, decision = null, decided = null, error = ${held.reason} where node = ${node}`.execute(tx);
};
export const saveDecision = async (tx: Tx, node: string, decision: 'withdraw' | 'keep', ids: readonly string[]): Promise<void> => {
  await sql`update catalogue_partner set decision = ${decision}, decided = ${JSON.stringify(ids)}::jsonb, held = null, state = case when last_complete is null then 'never' else 'fresh' end where node = ${node}`.execute(tx);
};
/** A decision is used once: what it was applied to is taken off it. */
export const useDecision = async (tx: Tx, node: string, ids: readonly string[]): Promise<void> => {
  await sql`update catalogue_partner set decided = decided - ${ids as string[]}::text[] where node = ${node}`.execute(tx);
};

export const keepRefusal = async (tx: Tx, node: string, object: string, code: string, detail: string, at: string): Promise<void> => {
  await sql`insert into catalogue_partner_refusal (node, object, code, detail, at) values (${node}, ${object}, ${code}, ${detail.slice(0, 1000)}, ${at}) on conflict (node, object) do update set code = excluded.code, detail = excluded.detail, at = excluded.at`.execute(tx);
};
export const forgetRefusals = async (tx: Tx, node: string, objects: readonly string[]): Promise<void> => {
  if (objects.length > 0) await sql`delete from catalogue_partner_refusal where node = ${node} and object = any(${objects as string[]}::text[])`.execute(tx);
};
export const refusalsOf = async (db: Db, node: string): Promise<readonly { readonly object: string; readonly code: string; readonly detail: string; readonly at: string }[]> =>
  (await sql<{ object: string; code: string; detail: string; at: string }>`select object, code, detail, at from catalogue_partner_refusal where node = ${node} order by at desc limit 500`.execute(db)).rows;

/** `kept`: gone at the partner, but a person let it stay. `missing_runs`: complete full runs in a row without it. */
export type PartnerRecord = {
  readonly id: string; readonly iri: string; readonly version: string; readonly title: string; readonly state: string;
  readonly missing_since: string | null; readonly missing_runs: number; readonly kept: boolean;
};
/** A complete full run came without these records. */
export const countMissing = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await sql`update catalogue_record set missing_runs = missing_runs + 1 where id = any(${ids as string[]}::uuid[]) and state = 'missing'`.execute(tx);
};
/** A person let these records stay: full runs count them no more, until the partner brings them back. */
export const markKept = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await sql`update catalogue_record set kept = true where id = any(${ids as string[]}::uuid[]) and state = 'missing'`.execute(tx);
};

/** Live records of a partner with their versions: what a full read is compared with. */
export const partnerRecords = async (db: Db | Tx, node: string): Promise<readonly PartnerRecord[]> =>
  (await sql<PartnerRecord>`select id, iri, version, title, state, missing_since, missing_runs, kept from catalogue_record where node = ${node} and origin = 'partner' and state <> 'withdrawn'`.execute(db)).rows;

export const countsByNode = async (db: Db): Promise<ReadonlyMap<string, number>> =>
  new Map((await sql<{ node: string; n: number }>`select node, count(*)::int as n from catalogue_record where shown is not null group by node`.execute(db)).rows.map((row) => [row.node, row.n]));
