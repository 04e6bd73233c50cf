import { z } from 'zod';
import { mailState, noticeList } from '../../../../core/api/notices.ts';
import type { Notices } from '../../../notices/notices.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only, signedIn } from '../../operation.ts';

const mailChoice = z.strictObject({ on: z.boolean() });

/** What the signed-in person is told, and whether by mail, too. */
export const noticeOperations = (notices: Notices): readonly Operation[] => [
  {
    method: 'GET', path: '/api/v1/notices', access: signedIn, summary: 'What happened to sources and descriptions I answer for, and whether I am told by mail', response: noticeList,
    handle: async (_req, res, context) => {
      const caller = callerOf(context);
      await notices.know(caller);
      const { notices: list, mail } = await notices.view(caller);
      res.json({
        notices: list.map(({ subject_id: _subject, holder, ...one }) => ({ ...one, ...(holder === null ? {} : { holder }) })),
        mail: { server: mail.server, on: mail.on, ...(mail.address === undefined ? {} : { address: mail.address }), ...(mail.bounced === undefined ? {} : { bounced: mail.bounced }) },
      });
    },
  },
  {
    method: 'POST', path: '/api/v1/notices/read', access: signedIn, summary: 'Mark my notices as read', body: 'none',
    handle: async (_req, res, context) => {
      await notices.know(callerOf(context));
      await notices.markRead(callerOf(context));
      res.status(204).end();
    },
  },
  {
    method: 'PUT', path: '/api/v1/notices/mail', access: signedIn, summary: 'Switch mails about what I follow on or off', request: { body: mailChoice },
    handle: async (req, res, context) => {
      await notices.know(callerOf(context));
      await notices.chooseMail(callerOf(context), (req.body as z.output<typeof mailChoice>).on);
      res.status(204).end();
    },
  },
  {
    method: 'GET', path: '/api/v1/ops/mail', access: only('operator', 'coordinator', 'auditor'), summary: 'Whether mails are sent, and how many wait or failed', response: mailState,
    handle: async (_req, res) => {
      const { lastSent, lastError, ...totals } = await notices.mailTotals();
      res.json({ ...totals, ...(lastSent === null ? {} : { lastSent }), ...(lastError === null ? {} : { lastError }) });
    },
  },
];
