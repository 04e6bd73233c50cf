import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Outbox, its attempts, inbox, and one row per partner link (exchange.md §4, §7). Nothing is deleted: these rows are the evidence.
 *  Exact bytes are kept uncompressed (`external`): encrypted content does not shrink, and trying costs time on every message. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table outbox_sequence (
    receiver text not null,
    correlation_id text not null,
    last bigint not null,
    primary key (receiver, correlation_id)
  )`.execute(db);
  await sql`create table outbox (
    message_id uuid primary key,
    receiver text not null,
    event text not null,
    correlation_id text not null,
    sequence bigint not null,
    in_reply_to uuid,
    created_at timestamptz(3) not null,
    not_after timestamptz(3) not null,
    directory_version int not null,
    digest text not null,
    bytes bytea not null,
    state text not null check (state in ('waiting', 'delivered', 'dead', 'abandoned')),
    queued_at timestamptz(3),
    claimed_by text,
    claimed_until timestamptz(3),
    attempts int not null default 0,
    next_attempt_at timestamptz(3),
    reason text,
    last_answer text,
    delivered_at timestamptz(3),
    finished_at timestamptz(3),
    receipt bytea,
    unique (receiver, correlation_id, sequence)
  )`.execute(db);
  await sql`alter table outbox alter column bytes set storage external, alter column receipt set storage external`.execute(db);
  await sql`create index outbox_open on outbox (receiver, correlation_id, sequence) where state in ('waiting', 'dead')`.execute(db);
  await sql`create index outbox_unqueued on outbox (created_at) where state = 'waiting' and queued_at is null`.execute(db);
  await sql`create index outbox_correlation on outbox (correlation_id, receiver)`.execute(db);
  await sql`create index outbox_delivered on outbox (receiver, delivered_at) where delivered_at is not null`.execute(db);
  await sql`create table outbox_attempt (
    id bigint generated always as identity primary key,
    message_id uuid not null references outbox (message_id),
    partner text not null,
    at timestamptz(3) not null,
    address text not null,
    outcome text not null,
    status int,
    detail text,
    duration_ms double precision not null
  )`.execute(db);
  await sql`create index outbox_attempt_message on outbox_attempt (message_id, id)`.execute(db);
  await sql`create index outbox_attempt_partner on outbox_attempt (partner, at)`.execute(db);
  await sql`create table inbox (
    arrival bigint generated always as identity primary key,
    sender text not null,
    message_id uuid not null,
    event text not null,
    correlation_id text not null,
    sequence bigint not null,
    in_reply_to uuid,
    reply_code text,
    traceparent text,
    received_at timestamptz(3) not null,
    directory_version int not null,
    digest text not null,
    bytes bytea not null,
    receipt bytea not null,
    state text not null check (state in ('stored', 'parked', 'processed', 'quarantined')),
    attempts int not null default 0,
    next_try_at timestamptz(3),
    parked_until timestamptz(3),
    result text,
    reason text,
    finished_at timestamptz(3),
    unique (sender, message_id)
  )`.execute(db);
  await sql`alter table inbox alter column bytes set storage external, alter column receipt set storage external`.execute(db);
  await sql`create index inbox_open on inbox (sender, correlation_id, arrival) where state in ('stored', 'parked')`.execute(db);
  await sql`create index inbox_quarantined on inbox (arrival) where state = 'quarantined'`.execute(db);
  await sql`create index inbox_correlation on inbox (correlation_id, sender)`.execute(db);
  await sql`create table exchange_link (
    partner text primary key,
    paused_by text,
    paused_at timestamptz(3),
    pause_reason text,
    held_reason text,
    held_since timestamptz(3),
    last_good_out timestamptz(3),
    last_good_in timestamptz(3)
  )`.execute(db);
};
