import { sql } from 'kysely';
import type { Instant } from '../../core/clock.ts';
import type { Db, Tx } from '../storage/db.ts';

export type NoticePerson = { readonly person: string; readonly email: string | null; readonly language: string; readonly holder: string | null; readonly mail: boolean; readonly read_at: Instant | null };
export type StoredNotice = { readonly id: string; readonly at: Instant; readonly holder: string | null; readonly kind: string; readonly code: string; readonly subject_id: string; readonly title: string; readonly path: string };
export type NewNotice = StoredNotice & { readonly event: string };

/** What the identity provider says of a person now; their own choice about mail stays. */
export const putPerson = async (db: Db, person: Pick<NoticePerson, 'person' | 'email' | 'language' | 'holder'>): Promise<void> => {
  await sql`insert into notice_person (person, email, language, holder) values (${person.person}, ${person.email}, ${person.language}, ${person.holder})
    on conflict (person) do update set email = excluded.email, language = excluded.language, holder = excluded.holder`.execute(db);
};
export const findPerson = async (db: Db, person: string): Promise<NoticePerson | undefined> => (await sql<NoticePerson>`select * from notice_person where person = ${person}`.execute(db)).rows[0];
export const chooseMail = async (db: Db, person: string, mail: boolean): Promise<void> => {
  await sql`update notice_person set mail = ${mail} where person = ${person}`.execute(db);
};
export const markRead = async (db: Db, person: string, at: Instant): Promise<void> => {
  await sql`update notice_person set read_at = ${at} where person = ${person}`.execute(db);
};

/** People who want mail and have an address. */
export const peopleToMail = async (tx: Tx, persons: readonly string[]): Promise<readonly NoticePerson[]> =>
  persons.length === 0 ? [] : (await sql<NoticePerson>`select * from notice_person where person = any(${persons as string[]}::text[]) and mail and email is not null`.execute(tx)).rows;
export const holderToMail = async (tx: Tx, holder: string): Promise<readonly NoticePerson[]> =>
  (await sql<NoticePerson>`select * from notice_person where holder = ${holder} and email is not null`.execute(tx)).rows;

/** @returns false when this event was told before */
export const addNotice = async (tx: Tx, n: NewNotice): Promise<boolean> =>
  (await sql<{ id: string }>`insert into notice (id, event, at, holder, kind, code, subject_id, title, path) values (${n.id}, ${n.event}, ${n.at}, ${n.holder}, ${n.kind}, ${n.code}, ${n.subject_id}, ${n.title}, ${n.path})
    on conflict (event) do nothing returning id`.execute(tx)).rows.length > 0;

/** @param holder undefined: all of this node */
export const noticesOf = async (db: Db, holder: string | undefined): Promise<readonly StoredNotice[]> =>
  (await sql<StoredNotice>`select id, at, holder, kind, code, subject_id, title, path from notice where ${holder ?? null}::text is null or holder = ${holder ?? null} order by at desc, id limit 200`.execute(db)).rows;

export type NewMail = { readonly id: string; readonly event: string; readonly recipient: string; readonly subject: string; readonly body: string; readonly at: Instant };
/** One mail per event and person: the second is not queued. */
export const queueMail = async (tx: Tx, mail: NewMail): Promise<void> => {
  await sql`insert into mail_outbox (id, event, recipient, subject, body, next_at, created_at) values (${mail.id}, ${mail.event}, ${mail.recipient}, ${mail.subject}, ${mail.body}, ${mail.at}, ${mail.at}) on conflict (event, recipient) do nothing`.execute(tx);
};

export type WaitingMail = { readonly id: string; readonly recipient: string; readonly subject: string; readonly body: string; readonly attempts: number };
/** The next mail whose turn it is, held for this transaction: two processes never send the same one at the same time. */
export const takeMail = async (tx: Tx, now: Instant): Promise<WaitingMail | undefined> =>
  (await sql<WaitingMail>`select id, recipient, subject, body, attempts from mail_outbox where state = 'waiting' and next_at <= ${now} order by next_at, id limit 1 for update skip locked`.execute(tx)).rows[0];
/** What is sent keeps no text: who was told of which event is enough. */
export const mailSent = async (tx: Tx, id: string, at: Instant): Promise<void> => {
  await sql`update mail_outbox set state = 'sent', body = '', attempts = attempts + 1, ended_at = ${at}, error = null where id = ${id}`.execute(tx);
};
export const mailLater = async (tx: Tx, id: string, nextAt: Instant, error: string): Promise<void> => {
  await sql`update mail_outbox set attempts = attempts + 1, next_at = ${nextAt}, error = ${error} where id = ${id}`.execute(tx);
};
export const mailFailed = async (tx: Tx, id: string, at: Instant, error: string): Promise<void> => {
  await sql`update mail_outbox set state = 'failed', body = '', attempts = attempts + 1, ended_at = ${at}, error = ${error} where id = ${id}`.execute(tx);
};
/** Whether the last mail to an address came back or was given up. */
export const lastFailure = async (db: Db, recipient: string): Promise<string | undefined> =>
  (await sql<{ state: string; error: string | null }>`select state, error from mail_outbox where recipient = ${recipient} and state <> 'waiting' order by ended_at desc limit 1`.execute(db)).rows.flatMap((row) => (row.state === 'failed' ? [row.error ?? ''] : []))[0];
export type MailTotals = { readonly waiting: number; readonly failed: number; readonly sent: number; readonly lastSent: Instant | null; readonly lastError: string | null };
export const mailTotals = async (db: Db): Promise<MailTotals> => {
  const { rows } = await sql<MailTotals>`select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'failed')::int as failed, count(*) filter (where state = 'sent')::int as sent,
    max(ended_at) filter (where state = 'sent') as "lastSent", (array_agg(error order by created_at desc) filter (where error is not null))[1] as "lastError" from mail_outbox`.execute(db);
  return rows[0] ?? { waiting: 0, failed: 0, sent: 0, lastSent: null, lastError: null };
};
/** Mails are gone after 90 days, notices after two years. */
export const forgetOld = async (db: Db, mailsBefore: Instant, noticesBefore: Instant): Promise<void> => {
  await sql`delete from mail_outbox where state <> 'waiting' and created_at < ${mailsBefore}`.execute(db);
  await sql`delete from notice where at < ${noticesBefore}`.execute(db);
};
