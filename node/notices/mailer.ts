import type { Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/clock.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import { forgetOld, mailFailed, mailLater, mailSent, takeMail } from './notice-store.ts';

export type MailOutcome = { readonly type: 'sent' } | { readonly type: 'refused'; readonly reason: string } | { readonly type: 'again'; readonly reason: string };
export type SendMail = (mail: { readonly id: string; readonly to: string; readonly subject: string; readonly text: string }) => Promise<MailOutcome>;

const perTurn = 50;
const dayMs = 86_400_000;
const mailsKeptMs = 90 * dayMs;
const noticesKeptMs = 730 * dayMs;
/** 1, 2, 4 … minutes, at most 6 hours: a mail server that was down over the weekend still gets them. */
export const waitMs = (attempts: number): number => Math.min(21_600_000, 60_000 * 2 ** attempts);
const mostAttempts = 16;

/** Sends what waits, one mail after the other. A crash between sending and noting it sends that one mail again, under the same Message-ID. */
export const createMailer = (parts: { readonly db: Db; readonly clock: Clock; readonly send: SendMail }) => {
  const one = (): Promise<boolean> =>
    inTransaction(parts.db, async (tx) => {
      const mail = await takeMail(tx, parts.clock.now());
      if (mail === undefined) return false;
      const outcome = await parts.send({ id: mail.id, to: mail.recipient, subject: mail.subject, text: mail.body });
      switch (outcome.type) {
        case 'sent':
          await mailSent(tx, mail.id, parts.clock.now());
          return true;
        case 'refused':
          await mailFailed(tx, mail.id, parts.clock.now(), outcome.reason);
          return true;
        case 'again':
          if (mail.attempts + 1 >= mostAttempts) await mailFailed(tx, mail.id, parts.clock.now(), outcome.reason);
          else await mailLater(tx, mail.id, instantOf(parts.clock.ms() + waitMs(mail.attempts)), outcome.reason);
          // the server is in trouble: the others wait for the next turn
          return false;
      }
    });
  return {
    turn: async (): Promise<void> => {
      for (let sent = 0; sent < perTurn && (await one()); sent += 1);
    },
    forget: (): Promise<void> => forgetOld(parts.db, instantOf(parts.clock.ms() - mailsKeptMs), instantOf(parts.clock.ms() - noticesKeptMs)),
  };
};
