import type { ColumnType, Generated } from 'kysely';

/** Tables of the exchange as its stores see them (migrations 020-029). */
export type OutboxState = 'waiting' | 'delivered' | 'dead' | 'abandoned';
export type InboxState = 'stored' | 'parked' | 'processed' | 'quarantined';

export type OutboxTable = {
  message_id: string;
  receiver: string;
  event: string;
  correlation_id: string;
  sequence: number;
  in_reply_to: string | null;
  created_at: string;
  not_after: string;
  directory_version: number;
  digest: string;
  bytes: Buffer;
  state: OutboxState;
  queued_at: string | null;
  claimed_by: string | null;
  claimed_until: string | null;
  attempts: Generated<number>;
  next_attempt_at: string | null;
  /** The partner asked not to be tried before (Retry-After). */
  told_until: string | null;
  reason: string | null;
  last_answer: string | null;
  delivered_at: string | null;
  finished_at: string | null;
  receipt: Buffer | null;
  traceparent: string | null;
};

export type AttemptTable = {
  id: Generated<number>;
  message_id: string;
  partner: string;
  at: string;
  address: string;
  outcome: string;
  status: number | null;
  detail: string | null;
  duration_ms: number;
};

export type InboxTable = {
  arrival: Generated<number>;
  sender: string;
  message_id: string;
  event: string;
  correlation_id: string;
  sequence: number;
  in_reply_to: string | null;
  reply_code: string | null;
  traceparent: string | null;
  received_at: string;
  directory_version: number;
  digest: string;
  bytes: Buffer;
  receipt: Buffer;
  state: InboxState;
  attempts: Generated<number>;
  next_try_at: string | null;
  parked_until: string | null;
  result: string | null;
  reason: string | null;
  finished_at: string | null;
};

export type LinkTable = {
  partner: string;
  paused_by: string | null;
  paused_at: string | null;
  pause_reason: string | null;
  held_reason: string | null;
  held_since: string | null;
  last_good_out: string | null;
  last_good_in: string | null;
  /** 429, maintenance: nothing goes there before, whichever process heard of it. */
  told_until: string | null;
  told_reason: string | null;
};

export type ResendRunTable = {
  id: string;
  filter: ColumnType<Record<string, unknown>, string, never>;
  requested_by: string;
  requested_at: string;
  total: number;
  done: Generated<number>;
  state: 'running' | 'stopped' | 'finished';
  finished_at: string | null;
};

export type MaintenanceTable = { one: Generated<boolean>; starts_at: string; ends_at: string | null; note: string | null; announced_by: string };

export type ExchangeTables = {
  resend_run: ResendRunTable;
  exchange_maintenance: MaintenanceTable;
  outbox: OutboxTable;
  outbox_attempt: AttemptTable;
  outbox_sequence: { receiver: string; correlation_id: string; last: number };
  inbox: InboxTable;
  exchange_link: LinkTable;
};
