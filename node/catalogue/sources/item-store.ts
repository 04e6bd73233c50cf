import { sql } from 'kysely';
import type { Db, Tx } from '../../storage/db.ts';

/** What a run met and did, one row per record (or problem). `planned` rows carry the description and wait to be applied. */
export type ItemOutcome = 'planned' | 'new' | 'changed' | 'unchanged' | 'refused' | 'duplicate' | 'missing' | 'withdrawn' | 'to-withdraw' | 'problem';

export type PropertyDiff = { readonly path: string; readonly before: readonly string[]; readonly after: readonly string[] };

export type NewItem = {
  readonly record: string;
  readonly outcome: ItemOutcome;
  readonly recordId?: string | undefined;
  readonly title?: string | undefined;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly field?: string | undefined;
  readonly value?: string | undefined;
  readonly line?: number | undefined;
  readonly identifiers?: readonly string[];
  readonly hash?: string | undefined;
  readonly quads?: string | undefined;
};

export type StoredItem = {
  readonly seq: number;
  readonly record: string;
  readonly record_id: string | null;
  readonly title: string | null;
  readonly outcome: ItemOutcome;
  readonly applied: boolean;
  readonly state: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly line: number | null;
  readonly violations: number | null;
  readonly warnings: number | null;
  readonly diff: readonly PropertyDiff[] | null;
  readonly identifiers: readonly string[];
  readonly hash: string | null;
  readonly quads: string | null;
};

/** One statement for many rows. */
export const addItems = async (db: Db | Tx, run: string, items: readonly NewItem[]): Promise<void> => {
  if (items.length === 0) return;
  const rows = items.map((i) => sql`(${run}, ${i.record}, ${i.recordId ?? null}, ${i.title ?? null}, ${i.outcome}, ${i.code ?? null}, ${i.detail ?? null}, ${i.field ?? null}, ${i.value ?? null}, ${i.line ?? null}, ${(i.identifiers ?? []) as string[]}, ${i.hash ?? null}, ${i.quads ?? null})`);
  // a statement takes 65,535 values
  for (let at = 0; at < rows.length; at += 1_000)
    await sql`insert into catalogue_run_item (run, record, record_id, title, outcome, code, detail, field, value, line, identifiers, hash, quads) values ${sql.join(rows.slice(at, at + 1_000))}`.execute(db);
};

/** Records that are as the source brought them before: told from what is stored of them. */
export const addUnchanged = async (tx: Tx, run: string, source: string, iris: readonly string[]): Promise<void> => {
  await sql`insert into catalogue_run_item (run, record, record_id, title, outcome, identifiers, hash)
    select ${run}, r.iri, r.record_id, r.title, 'unchanged', r.identifiers, r.hash from unnest(${iris as string[]}::text[]) with ordinality u(iri, n) join catalogue_source_record r on r.source = ${source} and r.iri = u.iri order by u.n`.execute(tx);
};

/** The database plans by what it knew of its tables a moment ago: a run of many records is news to it, and joins within the run would go through them pair by pair. */
export const learnItems = async (db: Db): Promise<void> => {
  await sql`analyze catalogue_run_item (run, record, outcome, hash)`.execute(db);
};

/** Planned descriptions of the run that share an identifier or an IRI with another one: all of them are refused, none is picked (catalogue.md §6.6). */
export const refuseDuplicates = async (db: Db, run: string): Promise<number> => {
  const { numAffectedRows } = await sql`
    with marks as (
      select seq, 'iri:' || record as mark from catalogue_run_item where run = ${run} and outcome in ('planned', 'unchanged')
      union all
      select seq, 'id:' || unnest(identifiers) from catalogue_run_item where run = ${run} and outcome in ('planned', 'unchanged')
    ), spread as (select seq, mark, min(seq) over same as first, max(seq) over same as last from marks window same as (partition by mark)),
    shared as (select distinct on (seq) seq, mark from spread where first <> last order by seq, mark desc)
    update catalogue_run_item i set outcome = 'duplicate', code = 'duplicate-identifier', quads = null, applied = true,
      detail = 'This record shares ' || case when s.mark like 'iri:%' then 'its address' else 'the identifier "' || substr(s.mark, 4) || '"' end
        || ' with another record of the same source. Both are refused; what was stored before stays. Give each record an identifier of its own.'
    from shared s where i.run = ${run} and i.seq = s.seq`.execute(db);
  return Number(numAffectedRows ?? 0n);
};

/** The same record met twice with the same content (containers may share members) counts once. */
export const dropRepeats = async (db: Db, run: string): Promise<void> => {
  await sql`
    with met as (select seq, outcome, row_number() over (partition by record, hash order by seq) as time from catalogue_run_item where run = ${run} and hash is not null)
    delete from catalogue_run_item i using met where i.run = ${run} and i.seq = met.seq and met.time > 1 and met.outcome in ('planned', 'unchanged')`.execute(db);
};

/** The next planned descriptions, as many as fit into `bytes` of text, at least one: what is held in memory has a bound, whatever a record's size. */
export const nextPlanned = async (db: Db | Tx, run: string, after: number, limit: number, bytes = 16 * 1024 * 1024): Promise<readonly StoredItem[]> =>
  (await sql<StoredItem>`select p.* from (
      select i.*, sum(octet_length(quads)) over (order by seq) - octet_length(quads) as before from (
        select * from catalogue_run_item where run = ${run} and outcome = 'planned' and not applied and seq > ${after} order by seq limit ${limit}) i) p
    where coalesce(before, 0) < ${bytes} order by seq`.execute(db)).rows;

export const countPlanned = async (db: Db, run: string): Promise<number> =>
  (await sql<{ planned: number }>`select count(*) as planned from catalogue_run_item where run = ${run} and outcome = 'planned' and not applied`.execute(db)).rows[0]?.planned ?? 0;

export type ItemResult = {
  readonly outcome: ItemOutcome;
  readonly recordId?: string | undefined;
  readonly title?: string | undefined;
  readonly state?: string | undefined;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly violations?: number | undefined;
  readonly warnings?: number | undefined;
  readonly diff?: readonly PropertyDiff[] | undefined;
};

/** What became of planned descriptions, in one statement. The payload goes once it is applied; a refused one is kept (`keepQuads`), so that its owner can be shown it. */
export const settleItems = async (tx: Db | Tx, run: string, results: readonly (ItemResult & { readonly seq: number; readonly keepQuads: boolean })[]): Promise<void> => {
  if (results.length === 0) return;
  await sql`update catalogue_run_item i set outcome = r.outcome, applied = true, record_id = coalesce(r."recordId", i.record_id), title = coalesce(r.title, i.title), state = r.state,
      code = r.code, detail = r.detail, violations = r.violations, warnings = r.warnings, diff = r.diff, quads = case when r."keepQuads" then i.quads end
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as r(seq bigint, outcome text, "recordId" uuid, title text, state text, code text, detail text, violations integer, warnings integer, diff jsonb, "keepQuads" boolean)
    where i.run = ${run} and i.seq = r.seq`.execute(tx);
};

export const settleItem = (tx: Db | Tx, run: string, seq: number, result: ItemResult, keepQuads: boolean): Promise<void> => settleItems(tx, run, [{ ...result, seq, keepQuads }]);

export const itemsOf = async (db: Db | Tx, run: string, filter: { outcome?: string | undefined; after?: number | undefined; limit: number }): Promise<readonly StoredItem[]> =>
  (await sql<StoredItem>`select run, seq, record, record_id, title, outcome, applied, state, code, detail, field, value, line, violations, warnings, diff, identifiers, hash, null as quads
    from catalogue_run_item where run = ${run} and seq > ${filter.after ?? 0} and (${filter.outcome ?? null}::text is null or outcome = ${filter.outcome ?? null}) order by seq limit ${filter.limit}`.execute(db)).rows;

export type OutcomeCount = { readonly outcome: ItemOutcome; readonly count: number; readonly drafts: number };

export const countItems = async (db: Db | Tx, run: string): Promise<readonly OutcomeCount[]> =>
  (await sql<OutcomeCount>`select outcome, count(*) as count, count(*) filter (where state = 'draft') as drafts from catalogue_run_item where run = ${run} group by outcome`.execute(db)).rows;

/** Withdrawals a person agreed to, or that the guard let pass. */
export const waitingWithdrawals = async (db: Db | Tx, run: string, limit: number): Promise<readonly StoredItem[]> =>
  (await sql<StoredItem>`select * from catalogue_run_item where run = ${run} and outcome = 'to-withdraw' order by seq limit ${limit}`.execute(db)).rows;

/** Identical problems of one run as one line each, most frequent first (catalogue.md §7.2). */
export const causesOf = async (db: Db, run: string): Promise<readonly { code: string; field: string | undefined; records: number; example: string; detail: string }[]> => {
  const { rows } = await sql<{ code: string; field: string | null; records: number; example: string; detail: string }>`
    select code, field, count(distinct record) as records, min(record) as example, min(detail) as detail from catalogue_run_item
    where run = ${run} and code is not null and outcome in ('refused', 'duplicate', 'problem') group by code, field order by count(distinct record) desc, code limit 100`.execute(db);
  return rows.map((row) => ({ ...row, field: row.field ?? undefined }));
};

export const countCode = async (db: Db, run: string, code: string): Promise<number> =>
  (await sql<{ count: number }>`select count(*) as count from catalogue_run_item where run = ${run} and code = ${code}`.execute(db)).rows[0]?.count ?? 0;
