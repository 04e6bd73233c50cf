import type { Selectable } from 'kysely';
import type { Db } from '../../storage/db.ts';
import type { AttemptTable, ExchangeTables, InboxTable, OutboxTable } from '../tables-store.ts';

export type SentRow = Pick<Selectable<OutboxTable>, 'message_id' | 'receiver' | 'event' | 'sequence' | 'created_at' | 'directory_version' | 'digest' | 'bytes' | 'state' | 'delivered_at' | 'receipt' | 'reason'>;
export type ReceivedRow = Pick<Selectable<InboxTable>, 'message_id' | 'sender' | 'event' | 'sequence' | 'received_at' | 'directory_version' | 'digest' | 'bytes' | 'receipt' | 'state' | 'result'>;
export type AttemptRow = Omit<Selectable<AttemptTable>, 'id'>;

const of = (db: Db) => db.withTables<ExchangeTables>();

export const sentOf = async (db: Db, correlationId: string): Promise<SentRow[]> =>
  of(db).selectFrom('outbox').select(['message_id', 'receiver', 'event', 'sequence', 'created_at', 'directory_version', 'digest', 'bytes', 'state', 'delivered_at', 'receipt', 'reason']).where('correlation_id', '=', correlationId).orderBy('created_at').orderBy('message_id').execute();

export const receivedOf = async (db: Db, correlationId: string): Promise<ReceivedRow[]> =>
  of(db).selectFrom('inbox').select(['message_id', 'sender', 'event', 'sequence', 'received_at', 'directory_version', 'digest', 'bytes', 'receipt', 'state', 'result']).where('correlation_id', '=', correlationId).orderBy('arrival').execute();

export const attemptsFor = async (db: Db, messageIds: readonly string[]): Promise<AttemptRow[]> =>
  messageIds.length === 0 ? [] : of(db).selectFrom('outbox_attempt').select(['message_id', 'partner', 'at', 'address', 'outcome', 'status', 'detail', 'duration_ms']).where('message_id', 'in', [...messageIds]).orderBy('id').execute();
