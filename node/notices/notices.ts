import { v7 as uuid } from 'uuid';
import type { Clock } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import type { Db, Tx } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import type { AlertLine, MailText } from './compose.ts';
import { alertMail, runMail, yearlyMail } from './compose.ts';
import type { StoredNotice } from './notice-store.ts';
import * as store from './notice-store.ts';
import type { MailLanguage } from './texts.ts';
import { mailLanguage } from './texts.ts';

export type NoticeParts = { readonly db: Db; readonly clock: Clock; readonly portal: string; /** Whether mails are sent at all (SMTP_URL). */ readonly mail: boolean };
/** `event` says what happened once and for all: told again, nothing happens. */
export type RunNotice = { readonly event: string; readonly source: string; readonly owner: string | undefined; readonly email: string | undefined; readonly run: string; readonly code: string };
export type YearlyNotice = { readonly event: string; readonly dataset: string; readonly title: string; readonly holder: string | undefined };

const staff: readonly string[] = ['operator', 'case-handler', 'decision-maker', 'coordinator', 'auditor'];

/** What people are told: shown in the portal, and by mail where there is a mail server and the person wants it. A mail is queued in the transaction of what it tells of,
 *  one per (event, person), in the person's language. @see applications.md §8, catalogue.md §6.3, §6.8 */
export const createNotices = (parts: NoticeParts) => {
  const { db, clock } = parts;
  /** Known people of this process, so that a request of the portal writes nothing when nothing changed. */
  const known = new Map<string, string>();

  const queue = async (tx: Tx, event: string, to: readonly { readonly email: string | null; readonly language: string }[], text: (language: MailLanguage) => MailText): Promise<void> => {
    if (!parts.mail) return;
    for (const { email, language } of to) if (email !== null) await store.queueMail(tx, { id: uuid(), event, recipient: email, ...text(mailLanguage(language)), at: clock.now() });
  };
  /** The address a source names for its owner, and the people who sign in for that holder. */
  const ownersOf = async (tx: Tx, holder: string | undefined, email: string | undefined) => {
    const people = holder === undefined ? [] : await store.holderToMail(tx, holder);
    return [...people, ...(email === undefined || people.some((one) => one.email === email) ? [] : [{ email, language: 'en' }])];
  };
  const mayRead = (caller: Caller): { holder: string | undefined } | undefined => {
    if (caller.roles.some((role) => staff.includes(role))) return { holder: undefined };
    return caller.holder === undefined ? undefined : { holder: caller.holder };
  };

  const view = async (caller: Caller) => {
    const allowed = mayRead(caller);
    const [person, notices, bounced] = await Promise.all([
      store.findPerson(db, caller.person), allowed === undefined ? Promise.resolve<readonly StoredNotice[]>([]) : store.noticesOf(db, allowed.holder),
      caller.email === undefined ? undefined : store.lastFailure(db, caller.email),
    ]);
    return { notices: notices.map((one) => ({ ...one, read: person?.read_at !== null && person?.read_at !== undefined && person.read_at >= one.at })), mail: { server: parts.mail, address: caller.email, on: person?.mail ?? true, bounced } };
  };

  return {
    /** Keeps where a person can be told: called when they ask for something that is told later. */
    know: async (caller: Caller): Promise<void> => {
      const mark = JSON.stringify([caller.email, caller.language, caller.holder]);
      if (known.get(caller.person) === mark) return;
      await store.putPerson(db, { person: caller.person, email: caller.email ?? null, language: caller.language, holder: caller.holder ?? null });
      if (known.size > 10_000) known.clear();
      known.set(caller.person, mark);
    },
    view,
    markRead: (caller: Caller): Promise<void> => store.markRead(db, caller.person, clock.now()),
    chooseMail: (caller: Caller, on: boolean): Promise<void> => store.chooseMail(db, caller.person, on),
    /** Mails about followed datasets; the alerts themselves are the caller's rows in the same transaction. */
    tellFollowers: async (tx: Tx, event: string, byPerson: ReadonlyMap<string, readonly AlertLine[]>): Promise<void> => {
      if (!parts.mail) return;
      for (const person of await store.peopleToMail(tx, [...byPerson.keys()])) await queue(tx, event, [person], (language) => alertMail(parts.portal, language, byPerson.get(person.person) ?? []));
    },
    tellOfRun: (note: RunNotice): Promise<void> =>
      inTransaction(db, async (tx) => {
        const path = `/ops/sources/${encodeURIComponent(note.source)}?run=${encodeURIComponent(note.run)}`;
        if (!(await store.addNotice(tx, { id: uuid(), event: note.event, at: clock.now(), holder: note.owner ?? null, kind: 'source-run', code: note.code, subject_id: note.run, title: note.source, path }))) return;
        await queue(tx, note.event, await ownersOf(tx, note.owner, note.email), (language) => runMail(parts.portal, language, { source: note.source, code: note.code, path }));
      }),
    tellOfYearlyCheck: (note: YearlyNotice): Promise<void> =>
      inTransaction(db, async (tx) => {
        if (!(await store.addNotice(tx, { id: uuid(), event: note.event, at: clock.now(), holder: note.holder ?? null, kind: 'yearly-check', code: 'yearly-check-due', subject_id: note.dataset, title: note.title, path: '/holder' }))) return;
        await queue(tx, note.event, await ownersOf(tx, note.holder, undefined), (language) => yearlyMail(parts.portal, language, { id: note.dataset, title: note.title }));
      }),
    mailTotals: async () => ({ server: parts.mail, ...(await store.mailTotals(db)) }),
  };
};
export type Notices = ReturnType<typeof createNotices>;
