import { createHash } from 'node:crypto';
import { createMailSender } from '../../connectors/smtp/send-mail.ts';
import type { SourcePorts } from '../catalogue/sources/ports.ts';
import { recordById } from '../catalogue/store.ts';
import { noticeOperations } from '../http/public/notices/index.ts';
import { createMailer } from '../notices/mailer.ts';
import type { Notices } from '../notices/notices.ts';
import { createNotices } from '../notices/notices.ts';
import type { Base, Offers } from './base.ts';

export type NoticesWiring = Offers & { readonly notices: Notices; /** Tells a source's owner, or a holder once a year. */ readonly notifyOwner: SourcePorts['notify'] };

const mailTurnMs = 5_000;
const dayMs = 86_400_000;

/** The same note told again (a kill between telling and remembering) is the same event. */
const eventOf = (note: Parameters<SourcePorts['notify']>[0]): string => `${note.code}:${note.run}:${createHash('sha256').update(note.detail).digest('base64url').slice(0, 16)}`;

/** Notices in the portal; mails where SMTP_URL names a server. */
export const wireNotices = (base: Base): NoticesWiring => {
  const { config, clock, log, secrets, storage } = base;
  const notices = createNotices({ db: storage.db, clock, portal: config.listeners.public.url, mail: config.mail.on });
  if (secrets.smtpUrl !== undefined) {
    const sender = createMailSender(secrets.smtpUrl.reveal(), config.mail.from ?? '');
    const mailer = createMailer({ db: storage.db, clock, send: sender.send });
    base.every('mails', mailTurnMs, mailer.turn);
    base.every('old notices', dayMs, mailer.forget);
    base.onStop('mail', () => Promise.resolve(sender.close()));
  } else log.info('no SMTP_URL: notices are shown in the portal only');
  return {
    notices,
    publicOperations: noticeOperations(notices),
    notifyOwner: async (note) => {
      log.warn({ source: note.source, run: note.run, code: note.code }, 'something is wrong with a source');
      if (note.code !== 'yearly-check-due') return notices.tellOfRun({ event: eventOf(note), source: note.source, owner: note.owner, email: note.email, run: note.run, code: note.code });
      const record = await recordById(storage.db, note.run);
      await notices.tellOfYearlyCheck({ event: eventOf(note), dataset: note.run, title: record?.title ?? note.run, holder: note.owner });
    },
  };
};
