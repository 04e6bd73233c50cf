import { sql } from 'kysely';
import type { Basic, Bundle } from 'fhir/r4.d.ts';
import type { MessageEvent } from '../../../core/exchange.ts';
import { messageEvents } from '../../../core/exchange.ts';
import type { Handler, Handlers } from '../../../node/exchange/ports.ts';
import type { Db } from '../../../node/storage/db.ts';

/** The effect of a message in tests: one row per handling, without a unique key, so that a second effect would show. */
export const createEffectTable = async (db: Db): Promise<void> => {
  await sql`create table if not exists effect (id bigint generated always as identity primary key, message_id uuid not null, sender text not null, event text not null, correlation_id text not null, sequence bigint not null, reply text, in_reply_to uuid)`.execute(db);
};

export type Effect = { message_id: string; sender: string; event: string; correlation_id: string; sequence: number; reply: string | null };

export const effects = async (db: Db, event?: string): Promise<Effect[]> => {
  const found = await sql<Effect>`select message_id, sender, event, correlation_id, sequence, reply from effect ${event === undefined ? sql`` : sql`where event = ${event}`} order by id`.execute(db);
  return found.rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
};

/** Every event leaves its effect and is validated, unless the test says otherwise. */
export const recordingHandlers = (special: Partial<Record<MessageEvent, Handler>> = {}): Handlers => {
  const record: Handler = async (tx, inbound) => {
    await sql`insert into effect (message_id, sender, event, correlation_id, sequence, reply, in_reply_to) values (${inbound.messageId}, ${inbound.sender}, ${inbound.event}, ${inbound.correlationId}, ${inbound.sequence}, ${inbound.replyCode ?? null}, ${inbound.inReplyTo ?? null})`.execute(tx);
    return { type: 'validated' };
  };
  return Object.fromEntries(messageEvents.map((event) => [event, special[event] ?? record])) as unknown as Handlers;
};

/** Content of about this many bytes. */
export const someContent = (bytes = 400): Bundle => {
  const basic: Basic = { resourceType: 'Basic', id: 'x', code: { text: 'q'.repeat(Math.max(1, bytes - 120)) } };
  return { resourceType: 'Bundle', type: 'collection', entry: [{ resource: basic }] };
};
