import type { ColumnType } from 'kysely';
import type { Instant } from '../../core/clock.ts';
import type { Db, Tx } from '../storage/db.ts';

type Side = 'home' | 'desk';
type HistoryTable = { id: ColumnType<number, never, never>; side: Side; application: string; node: string; at: string; status: string; decision_status: string | null; by_whom: string; note: string | null };
type NoteTable = { id: ColumnType<number, never, never>; application: string; at: string; person: string; person_name: string; text: string };
type PeerTable = { application: string; node: string; status: string; decision_status: string | null; as_of: string; seq: number };
type SentTable = {
  message_id: string; application: string; leg_node: string; to_node: string; event: string; seq: number; about: string | null; sent_at: string;
  delivered_at: string | null; dead_reason: string | null; outcome: string | null;
};
type EarlyTable = { application: string; home: string; reason: string; received_at: string };
type Tables = { leg_history: HistoryTable; leg_note: NoteTable; peer_leg: PeerTable; leg_message_sent: SentTable; early_withdrawal: EarlyTable };
const tables = (db: Db | Tx) => db.withTables<Tables>();

export type HistoryLine = { readonly at: Instant; readonly status: string; readonly decisionStatus?: string; readonly by: string; readonly note?: string };
export type SentMessage = { readonly messageId: string; readonly application: string; readonly legNode: string; readonly toNode: string; readonly event: string; readonly about: string | undefined };

/** What happened to legs: history lines, notes, what other countries said, messages sent and what became of them. */
export const logStore = {
  async addHistory(tx: Tx, side: Side, leg: { readonly application: string; readonly node: string }, line: { readonly at: Instant; readonly status: string; readonly decisionStatus?: string | undefined; readonly by: string; readonly note?: string | undefined }): Promise<void> {
    await tables(tx).insertInto('leg_history').values({
      side, application: leg.application, node: leg.node, at: line.at, status: line.status, decision_status: line.decisionStatus ?? null, by_whom: line.by, note: line.note ?? null,
    }).execute();
  },

  async history(db: Db, side: Side, application: string): Promise<ReadonlyMap<string, readonly HistoryLine[]>> {
    const rows = await tables(db).selectFrom('leg_history').selectAll().where('application', '=', application).where('side', '=', side).orderBy('id').execute();
    const found = new Map<string, HistoryLine[]>();
    for (const row of rows) {
      const line = { at: row.at, status: row.status, ...(row.decision_status === null ? {} : { decisionStatus: row.decision_status }), by: row.by_whom, ...(row.note === null ? {} : { note: row.note }) };
      found.set(row.node, [...(found.get(row.node) ?? []), line]);
    }
    return found;
  },

  async addNote(tx: Tx, note: { readonly application: string; readonly at: Instant; readonly person: string; readonly name: string; readonly text: string }): Promise<void> {
    await tables(tx).insertInto('leg_note').values({ application: note.application, at: note.at, person: note.person, person_name: note.name, text: note.text }).execute();
  },

  async notes(db: Db, application: string): Promise<readonly { at: Instant; by: string; text: string }[]> {
    const rows = await tables(db).selectFrom('leg_note').selectAll().where('application', '=', application).orderBy('id').execute();
    return rows.map((row) => ({ at: row.at, by: row.person_name, text: row.text }));
  },

  /** Keeps the newest word of another country; @returns false when it is older than what is known. */
  async savePeer(tx: Tx, peer: { readonly application: string; readonly node: string; readonly status: string; readonly decisionStatus: string | undefined; readonly asOf: Instant; readonly seq: number }): Promise<boolean> {
    const row = { application: peer.application, node: peer.node, status: peer.status, decision_status: peer.decisionStatus ?? null, as_of: peer.asOf, seq: peer.seq };
    const written = await tables(tx).insertInto('peer_leg').values(row)
      .onConflict((conflict) => conflict.columns(['application', 'node']).doUpdateSet(row).where('peer_leg.seq', '<', peer.seq)).returning('seq').executeTakeFirst();
    return written !== undefined;
  },

  async peers(db: Db, application: string): Promise<readonly { node: string; status: string; decisionStatus?: string; asOf: Instant }[]> {
    const rows = await tables(db).selectFrom('peer_leg').selectAll().where('application', '=', application).orderBy('node').execute();
    return rows.map((row) => ({ node: row.node, status: row.status, ...(row.decision_status === null ? {} : { decisionStatus: row.decision_status }), asOf: row.as_of }));
  },

  async addSent(tx: Tx, message: SentMessage & { readonly seq: number; readonly at: Instant }): Promise<void> {
    await tables(tx).insertInto('leg_message_sent').values({
      message_id: message.messageId, application: message.application, leg_node: message.legNode, to_node: message.toNode, event: message.event, seq: message.seq,
      about: message.about ?? null, sent_at: message.at, delivered_at: null, dead_reason: null, outcome: null,
    }).execute();
  },

  async sent(tx: Tx, messageId: string): Promise<SentMessage | undefined> {
    const row = await tables(tx).selectFrom('leg_message_sent').selectAll().where('message_id', '=', messageId).executeTakeFirst();
    return row === undefined ? undefined : { messageId: row.message_id, application: row.application, legNode: row.leg_node, toNode: row.to_node, event: row.event, about: row.about ?? undefined };
  },

  async markSent(tx: Tx, messageId: string, change: { readonly deliveredAt?: Instant; readonly deadReason?: string; readonly outcome?: string }): Promise<void> {
    await tables(tx).updateTable('leg_message_sent').set({
      ...(change.deliveredAt === undefined ? {} : { delivered_at: change.deliveredAt }),
      ...(change.deadReason === undefined ? {} : { dead_reason: change.deadReason }),
      ...(change.outcome === undefined ? {} : { outcome: change.outcome }),
    }).where('message_id', '=', messageId).execute();
  },

  async rememberWithdrawal(tx: Tx, early: { readonly application: string; readonly home: string; readonly reason: string; readonly receivedAt: Instant }): Promise<void> {
    await tables(tx).insertInto('early_withdrawal').values({ application: early.application, home: early.home, reason: early.reason, received_at: early.receivedAt })
      .onConflict((conflict) => conflict.doNothing()).execute();
  },

  async earlyWithdrawal(tx: Tx, application: string, home: string): Promise<{ readonly reason: string; readonly receivedAt: Instant } | undefined> {
    const row = await tables(tx).selectFrom('early_withdrawal').selectAll().where('application', '=', application).where('home', '=', home).executeTakeFirst();
    return row === undefined ? undefined : { reason: row.reason, receivedAt: row.received_at };
  },
};
