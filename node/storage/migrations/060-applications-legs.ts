import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Applications (home side), legs as the home node knows them, legs this node decides, and what happened to them (applications.md §2-§4). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const statements = [
    sql`create table application (
      id text primary key, type text not null, form_version text not null, language text not null, title text not null,
      applicant text not null, answers jsonb not null, datasets jsonb not null, revision integer not null default 1, version integer not null default 0,
      created_at timestamptz(3) not null, updated_at timestamptz(3) not null, submitted_at timestamptz(3))`,
    sql`create index application_by_applicant on application (applicant, created_at desc)`,
    sql`create table home_leg (
      application text not null references application (id) on delete cascade, node text not null, country text not null,
      status text not null, reason text, decision_status text, version integer not null, as_of timestamptz(3) not null,
      in_seq integer not null default 0, out_seq integer not null default 0, clocks jsonb not null default '[]', request jsonb, decision jsonb,
      findings jsonb not null default '[]', withdrawal_requested_at timestamptz(3), stored_at timestamptz(3),
      primary key (application, node))`,
    sql`create table received_leg (
      application text primary key, home text not null, type text not null, track text not null, status text not null, phase text, reason text, decision_status text,
      version integer not null, form text not null, form_version text not null, language text not null, title text not null, answers jsonb not null,
      datasets jsonb not null, content_hash text not null, received_at timestamptz(3) not null, as_of timestamptz(3) not null,
      in_seq integer not null, out_seq integer not null default 0, assignee text, assignee_name text, proposal jsonb, request jsonb, answered boolean not null default false,
      decision jsonb, decided_at timestamptz(3), findings jsonb not null default '[]')`,
    sql`create index received_leg_by_status on received_leg (status, received_at)`,
    sql`create table leg_version (
      application text not null, version integer not null, content_hash text not null, received_at timestamptz(3) not null, state text not null, submission jsonb not null,
      primary key (application, version))`,
    sql`create table leg_history (
      id bigint generated always as identity primary key, side text not null, application text not null, node text not null, at timestamptz(3) not null,
      status text not null, decision_status text, by_whom text not null, note text)`,
    sql`create index leg_history_by_leg on leg_history (application, side, node, id)`,
    sql`create table leg_clock (
      id bigint generated always as identity primary key, application text not null, clock text not null, started_at timestamptz(3) not null, start_day text not null,
      length jsonb not null, extended boolean not null, state text not null, due_at timestamptz(3), due_date text, time_zone text not null, why text not null,
      who text not null, at timestamptz(3) not null)`,
    sql`create index leg_clock_by_leg on leg_clock (application, id)`,
    sql`create table leg_note (
      id bigint generated always as identity primary key, application text not null, at timestamptz(3) not null, person text not null, person_name text not null, text text not null)`,
    sql`create index leg_note_by_leg on leg_note (application, id)`,
    sql`create table leg_request (
      id text primary key, application text not null, kind text not null, questions jsonb not null, asked_at timestamptz(3) not null, stored_at timestamptz(3), answered_at timestamptz(3))`,
    sql`create table peer_leg (
      application text not null, node text not null, status text not null, decision_status text, as_of timestamptz(3) not null, seq integer not null,
      primary key (application, node))`,
    sql`create table leg_message_sent (
      message_id text primary key, application text not null, leg_node text not null, to_node text not null, event text not null, seq integer not null, about text,
      sent_at timestamptz(3) not null, delivered_at timestamptz(3), dead_reason text, outcome text)`,
    sql`create index leg_message_sent_by_leg on leg_message_sent (application, leg_node, sent_at)`,
    sql`create table early_withdrawal (
      application text not null, home text not null, reason text not null, received_at timestamptz(3) not null, primary key (application, home))`,
  ];
  for (const statement of statements) await statement.execute(db);
};
