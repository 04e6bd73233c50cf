import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** The audit trail: append-only rows, sealed into a hash chain shortly after commit (node/audit/seal.ts), and the signed heads of that chain.
 *  The trigger is a second fence: the first is that no code of ours updates these rows; the chain finds whoever climbs both. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table audit_event (
    id bigint generated always as identity primary key,
    at timestamptz(3) not null,
    actor text not null,
    role text,
    action text not null,
    target text not null,
    outcome text not null,
    details jsonb,
    seq bigint unique,
    hash text
  )`.execute(db);
  await sql`create index audit_event_unsealed on audit_event (id) where seq is null`.execute(db);
  await sql`create index audit_event_target on audit_event (target, id)`.execute(db);
  await sql`create index audit_event_at on audit_event (at)`.execute(db);
  await sql`create table audit_head (
    seq bigint primary key,
    at timestamptz(3) not null,
    hash text not null,
    jws text not null
  )`.execute(db);
  await sql`create function audit_append_only() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.seq is null and new.seq is not null and new.hash is not null
         and (to_jsonb(new) - 'seq' - 'hash') = (to_jsonb(old) - 'seq' - 'hash') then
        return new;
      end if;
      raise exception 'the audit trail is append-only';
    end $$`.execute(db);
  await sql`create trigger audit_event_append_only before update or delete on audit_event for each row execute function audit_append_only()`.execute(db);
  await sql`create function audit_never() returns trigger language plpgsql as $$ begin raise exception 'the audit trail is append-only'; end $$`.execute(db);
  await sql`create trigger audit_event_no_truncate before truncate on audit_event for each statement execute function audit_never()`.execute(db);
  await sql`create trigger audit_head_append_only before update or delete on audit_head for each row execute function audit_never()`.execute(db);
};
