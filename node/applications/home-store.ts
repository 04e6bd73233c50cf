import type { ColumnType, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Answers } from '../../core/api/applications.ts';
import type { Instant } from '../../core/clock.ts';
import type { ClockSnapshot, DecisionCard, InfoRequest } from '../../core/applications/messages.ts';
import type { ApplicationId, NodeId } from '../../core/ids.ts';
import type { Db, Tx } from '../storage/db.ts';
import type { Application, DatasetChoice, HomeLeg, LegFinding } from './legs.ts';

type Json<T> = ColumnType<T, string, string>;
type ApplicationTable = {
  id: string; type: 'access' | 'request'; form_version: string; language: string; title: string; applicant: string; answers: Json<Answers>; datasets: Json<DatasetChoice[]>;
  revision: number; version: number; created_at: string; updated_at: string; submitted_at: string | null;
};
type HomeLegTable = {
  application: string; node: string; country: string; status: string; reason: string | null; decision_status: string | null; version: number; as_of: string;
  in_seq: number; out_seq: number; clocks: Json<ClockSnapshot[]>; request: ColumnType<InfoRequest | null, string | null, string | null>;
  decision: ColumnType<DecisionCard | null, string | null, string | null>; findings: Json<LegFinding[]>; withdrawal_requested_at: string | null; stored_at: string | null;
};
type Tables = { application: ApplicationTable; home_leg: HomeLegTable };

const tables = (db: Db | Tx) => db.withTables<Tables>();

const toApplication = (row: Selectable<ApplicationTable>): Application => ({
  id: row.id as ApplicationId, type: row.type, formVersion: row.form_version, language: row.language, title: row.title, applicant: row.applicant, answers: row.answers,
  datasets: row.datasets, revision: row.revision, version: row.version, createdAt: row.created_at, updatedAt: row.updated_at, submittedAt: row.submitted_at ?? undefined,
});

const toHomeLeg = (row: Selectable<HomeLegTable>): HomeLeg => ({
  application: row.application as ApplicationId, node: row.node as NodeId, country: row.country, status: row.status, reason: row.reason ?? undefined,
  decisionStatus: row.decision_status ?? undefined, version: row.version, asOf: row.as_of, inSeq: row.in_seq, clocks: row.clocks, request: row.request ?? undefined,
  decision: row.decision ?? undefined, findings: row.findings, withdrawalRequestedAt: row.withdrawal_requested_at ?? undefined, storedAt: row.stored_at ?? undefined,
});

/** Changes of a home leg; `null` empties a field, `undefined` leaves it. */
export type HomeLegChange = {
  readonly status?: string; readonly reason?: string | null; readonly decisionStatus?: string | null; readonly version?: number; readonly asOf?: Instant; readonly inSeq?: number;
  readonly clocks?: readonly ClockSnapshot[]; readonly request?: InfoRequest | null; readonly decision?: DecisionCard | null; readonly findings?: readonly LegFinding[];
  readonly withdrawalRequestedAt?: Instant | null; readonly storedAt?: Instant | null;
};

const jsonOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const columnsOf = (change: HomeLegChange) => ({
  ...(change.status === undefined ? {} : { status: change.status }),
  ...(change.reason === undefined ? {} : { reason: change.reason }),
  ...(change.decisionStatus === undefined ? {} : { decision_status: change.decisionStatus }),
  ...(change.version === undefined ? {} : { version: change.version }),
  ...(change.asOf === undefined ? {} : { as_of: change.asOf }),
  ...(change.inSeq === undefined ? {} : { in_seq: change.inSeq }),
  ...(change.clocks === undefined ? {} : { clocks: JSON.stringify(change.clocks) }),
  ...(change.request === undefined ? {} : { request: jsonOrNull(change.request) }),
  ...(change.decision === undefined ? {} : { decision: jsonOrNull(change.decision) }),
  ...(change.findings === undefined ? {} : { findings: JSON.stringify(change.findings) }),
  ...(change.withdrawalRequestedAt === undefined ? {} : { withdrawal_requested_at: change.withdrawalRequestedAt }),
  ...(change.storedAt === undefined ? {} : { stored_at: change.storedAt }),
});

export const homeStore = {
  /** One writer per application at a time, whichever side of the house it comes from: held until the transaction ends. */
  async lock(tx: Tx, application: string): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`application:${application}`}, 0))`.execute(tx);
  },

  async create(tx: Tx, application: Application): Promise<void> {
    await tables(tx).insertInto('application').values({
      id: application.id, type: application.type, form_version: application.formVersion, language: application.language, title: application.title,
      applicant: application.applicant, answers: JSON.stringify(application.answers), datasets: JSON.stringify(application.datasets), revision: application.revision,
      version: application.version, created_at: application.createdAt, updated_at: application.updatedAt, submitted_at: application.submittedAt ?? null,
    }).execute();
  },

  async find(db: Db | Tx, id: string): Promise<Application | undefined> {
    const row = await tables(db).selectFrom('application').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toApplication(row);
  },

  async ofApplicant(db: Db, applicant: string): Promise<readonly Application[]> {
    const rows = await tables(db).selectFrom('application').selectAll().where('applicant', '=', applicant).orderBy('created_at', 'desc').limit(500).execute();
    return rows.map(toApplication);
  },

  async saveDraft(tx: Tx, application: Application): Promise<void> {
    await tables(tx).updateTable('application').set({
      answers: JSON.stringify(application.answers), datasets: JSON.stringify(application.datasets), language: application.language, title: application.title,
      revision: application.revision, updated_at: application.updatedAt,
    }).where('id', '=', application.id).execute();
  },

  async markSubmitted(tx: Tx, id: string, at: Instant, version: number): Promise<void> {
    await tables(tx).updateTable('application').set({ submitted_at: at, updated_at: at, version }).where('id', '=', id).execute();
  },

  async saveAnswers(tx: Tx, id: string, answers: Answers, version: number, at: Instant): Promise<void> {
    await tables(tx).updateTable('application').set({ answers: JSON.stringify(answers), version, updated_at: at }).where('id', '=', id).execute();
  },

  async remove(tx: Tx, id: string): Promise<void> {
    await tables(tx).deleteFrom('application').where('id', '=', id).execute();
  },

  async addLeg(tx: Tx, leg: { readonly application: string; readonly node: string; readonly country: string; readonly version: number; readonly at: Instant }): Promise<void> {
    await tables(tx).insertInto('home_leg').values({
      application: leg.application, node: leg.node, country: leg.country, status: 'ROUTING', reason: null, decision_status: null, version: leg.version, as_of: leg.at,
      in_seq: 0, out_seq: 0, clocks: '[]', request: null, decision: null, findings: '[]', withdrawal_requested_at: null, stored_at: null,
    }).execute();
  },

  async legs(db: Db | Tx, applications: readonly string[]): Promise<readonly HomeLeg[]> {
    if (applications.length === 0) return [];
    const rows = await tables(db).selectFrom('home_leg').selectAll().where('application', 'in', applications).orderBy('node').execute();
    return rows.map(toHomeLeg);
  },

  async leg(db: Db | Tx, application: string, node: string): Promise<HomeLeg | undefined> {
    const row = await tables(db).selectFrom('home_leg').selectAll().where('application', '=', application).where('node', '=', node).executeTakeFirst();
    return row === undefined ? undefined : toHomeLeg(row);
  },

  async changeLeg(tx: Tx, application: string, node: string, change: HomeLegChange): Promise<void> {
    await tables(tx).updateTable('home_leg').set(columnsOf(change)).where('application', '=', application).where('node', '=', node).execute();
  },

  /** Next sequence of messages to the deciding node. */
  async nextSeq(tx: Tx, application: string, node: string): Promise<number> {
    const row = await tables(tx).updateTable('home_leg').set((eb) => ({ out_seq: eb('out_seq', '+', 1) })).where('application', '=', application).where('node', '=', node)
      .returning('out_seq').executeTakeFirstOrThrow();
    return row.out_seq;
  },
};
