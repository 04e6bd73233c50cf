import type { ColumnType, Selectable } from 'kysely';
import type { Answers, DecisionStatus, LegStatus } from '../../core/api/applications.ts';
import type { Instant } from '../../core/clock.ts';
import type { ChosenDataset, DecisionCard, InfoRequest, Question, Submission } from '../../core/applications/messages.ts';
import type { ApplicationId, NodeId } from '../../core/ids.ts';
import type { Db, Tx } from '../storage/db.ts';
import type { LegFinding, Proposal, ReceivedLeg } from './legs.ts';

type Json<T> = ColumnType<T, string, string>;
type MaybeJson<T> = ColumnType<T | null, string | null, string | null>;
type ReceivedLegTable = {
  application: string; home: string; type: 'access' | 'request'; track: 'normal' | 'accelerated'; status: LegStatus; phase: 'PRE_SCREENING' | 'PROCESSING' | null; reason: string | null;
  decision_status: DecisionStatus | null; version: number; form: string; form_version: string; language: string; title: string; answers: Json<Answers>; datasets: Json<ChosenDataset[]>;
  content_hash: string; received_at: string; as_of: string; in_seq: number; out_seq: number; assignee: string | null; assignee_name: string | null; proposal: MaybeJson<Proposal>;
  request: MaybeJson<InfoRequest>; answered: boolean; decision: MaybeJson<DecisionCard>; decided_at: string | null; decision_published_at: string | null; findings: Json<LegFinding[]>;
};
type VersionTable = { application: string; version: number; content_hash: string; received_at: string; state: 'current' | 'superseded' | 'offered'; submission: Json<Submission> };
type RequestTable = { id: string; application: string; kind: 'completeness' | 'clarification'; questions: Json<Question[]>; asked_at: string; stored_at: string | null; answered_at: string | null };
type Tables = { received_leg: ReceivedLegTable; leg_version: VersionTable; leg_request: RequestTable };

const tables = (db: Db | Tx) => db.withTables<Tables>();

const toLeg = (row: Selectable<ReceivedLegTable>): ReceivedLeg => ({
  application: row.application as ApplicationId, home: row.home as NodeId, type: row.type, track: row.track, status: row.status, phase: row.phase ?? undefined,
  reason: row.reason ?? undefined, decisionStatus: row.decision_status ?? undefined, version: row.version, form: row.form, formVersion: row.form_version, language: row.language,
  title: row.title, answers: row.answers, datasets: row.datasets, contentHash: row.content_hash, receivedAt: row.received_at, asOf: row.as_of, inSeq: row.in_seq,
  assignee: row.assignee ?? undefined, assigneeName: row.assignee_name ?? undefined, proposal: row.proposal ?? undefined, request: row.request ?? undefined,
  answered: row.answered, decision: row.decision ?? undefined, decidedAt: row.decided_at ?? undefined, decisionPublishedAt: row.decision_published_at ?? undefined, findings: row.findings,
});

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

const toRow = (leg: ReceivedLeg) => ({
  application: leg.application, home: leg.home, type: leg.type, track: leg.track, status: leg.status, phase: leg.phase ?? null, reason: leg.reason ?? null,
  decision_status: leg.decisionStatus ?? null, version: leg.version, form: leg.form, form_version: leg.formVersion, language: leg.language, title: leg.title,
  answers: JSON.stringify(leg.answers), datasets: JSON.stringify(leg.datasets), content_hash: leg.contentHash, received_at: leg.receivedAt, as_of: leg.asOf, in_seq: leg.inSeq,
  assignee: leg.assignee ?? null, assignee_name: leg.assigneeName ?? null, proposal: json(leg.proposal), request: json(leg.request), answered: leg.answered,
  decision: json(leg.decision), decided_at: leg.decidedAt ?? null, decision_published_at: leg.decisionPublishedAt ?? null, findings: JSON.stringify(leg.findings),
});

export type LegVersion = { readonly version: number; readonly contentHash: string; readonly state: string; readonly submission: Submission };

export const deskStore = {
  async find(db: Db | Tx, application: string): Promise<ReceivedLeg | undefined> {
    const row = await tables(db).selectFrom('received_leg').selectAll().where('application', '=', application).executeTakeFirst();
    return row === undefined ? undefined : toLeg(row);
  },

  /** Writes the whole leg; everything but its outgoing sequence. */
  async save(tx: Tx, leg: ReceivedLeg): Promise<void> {
    const row = toRow(leg);
    await tables(tx).insertInto('received_leg').values({ ...row, out_seq: 0 }).onConflict((conflict) => conflict.column('application').doUpdateSet(row)).execute();
  },

  async nextSeq(tx: Tx, application: string): Promise<number> {
    const row = await tables(tx).updateTable('received_leg').set((eb) => ({ out_seq: eb('out_seq', '+', 1) })).where('application', '=', application).returning('out_seq').executeTakeFirstOrThrow();
    return row.out_seq;
  },

  /** Inbox of the officers, open legs first by age; the index received_leg_by_status serves the filter. */
  async list(db: Db, filter: { readonly status?: string | undefined; readonly limit: number }): Promise<readonly ReceivedLeg[]> {
    let query = tables(db).selectFrom('received_leg').selectAll();
    if (filter.status !== undefined) query = query.where('status', '=', filter.status as LegStatus);
    const rows = await query.orderBy('received_at', 'desc').limit(filter.limit).execute();
    return rows.map(toLeg);
  },

  /** A page of the register, newest first; served by the index received_leg_by_reception. */
  async page(db: Db, query: { readonly page: number; readonly perPage: number }): Promise<{ readonly total: number; readonly legs: readonly ReceivedLeg[] }> {
    const { total } = await tables(db).selectFrom('received_leg').select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const rows = await tables(db).selectFrom('received_leg').selectAll().orderBy('received_at', 'desc').orderBy('application', 'desc').limit(query.perPage).offset((query.page - 1) * query.perPage).execute();
    return { total: Number(total), legs: rows.map(toLeg) };
  },

  async all(db: Db): Promise<readonly Pick<ReceivedLeg, 'application' | 'status' | 'decisionStatus' | 'receivedAt' | 'decidedAt'>[]> {
    const rows = await tables(db).selectFrom('received_leg').select(['application', 'status', 'decision_status', 'received_at', 'decided_at']).execute();
    return rows.map((row) => ({
      application: row.application as ApplicationId, status: row.status, decisionStatus: row.decision_status ?? undefined, receivedAt: row.received_at, decidedAt: row.decided_at ?? undefined,
    }));
  },

  async version(tx: Tx, application: string, version: number): Promise<LegVersion | undefined> {
    const row = await tables(tx).selectFrom('leg_version').selectAll().where('application', '=', application).where('version', '=', version).executeTakeFirst();
    return row === undefined ? undefined : { version: row.version, contentHash: row.content_hash, state: row.state, submission: row.submission };
  },

  async addVersion(tx: Tx, entry: { readonly application: string; readonly version: number; readonly receivedAt: Instant; readonly state: 'current' | 'superseded' | 'offered'; readonly submission: Submission }): Promise<void> {
    if (entry.state === 'current')
      await tables(tx).updateTable('leg_version').set({ state: 'superseded' }).where('application', '=', entry.application).where('state', '=', 'current').execute();
    await tables(tx).insertInto('leg_version').values({
      application: entry.application, version: entry.version, content_hash: entry.submission.contentHash, received_at: entry.receivedAt, state: entry.state, submission: JSON.stringify(entry.submission),
    }).execute();
  },

  async addRequest(tx: Tx, application: string, request: InfoRequest): Promise<void> {
    await tables(tx).insertInto('leg_request').values({
      id: request.id, application, kind: request.kind, questions: JSON.stringify(request.questions), asked_at: request.askedAt, stored_at: null, answered_at: null,
    }).execute();
  },

  async request(tx: Tx, id: string): Promise<{ readonly application: string; readonly answeredAt: Instant | undefined } | undefined> {
    const row = await tables(tx).selectFrom('leg_request').select(['application', 'answered_at']).where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : { application: row.application, answeredAt: row.answered_at ?? undefined };
  },

  async markRequest(tx: Tx, id: string, change: { readonly storedAt?: Instant; readonly answeredAt?: Instant }): Promise<void> {
    await tables(tx).updateTable('leg_request').set({
      ...(change.storedAt === undefined ? {} : { stored_at: change.storedAt }), ...(change.answeredAt === undefined ? {} : { answered_at: change.answeredAt }),
    }).where('id', '=', id).execute();
  },
};
