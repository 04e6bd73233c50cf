import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What people are told in the portal, who wants it by mail, too, and the mails that wait to be sent (applications.md §8, catalogue.md §6.3, §6.8, §8). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table notice_person (
    person text primary key,
    email text,
    language text not null,
    holder text,
    mail boolean not null default true,
    read_at timestamptz(3)
  )`.execute(db);
  await sql`create index notice_person_holder on notice_person (holder) where holder is not null`.execute(db);
  await sql`create table notice (
    id uuid primary key,
    event text not null unique,
    at timestamptz(3) not null,
    holder text,
    kind text not null,
    code text not null,
    subject_id text not null,
    title text not null,
    path text not null
  )`.execute(db);
  await sql`create index notice_holder on notice (holder, at desc)`.execute(db);
  await sql`create index notice_at on notice (at desc)`.execute(db);
  await sql`create table mail_outbox (
    id uuid primary key,
    event text not null,
    recipient text not null,
    subject text not null,
    body text not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
    attempts integer not null default 0,
    next_at timestamptz(3) not null,
    created_at timestamptz(3) not null,
    ended_at timestamptz(3),
    error text,
    unique (event, recipient)
  )`.execute(db);
  await sql`create index mail_outbox_due on mail_outbox (next_at) where state = 'waiting'`.execute(db);
};
