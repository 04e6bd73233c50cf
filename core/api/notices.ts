import { z } from 'zod';

/** `GET /api/v1/notices`: what happened to sources and descriptions the reader answers for, and how mail stands. */
export const noticeList = z.object({
  notices: z.array(z.object({
    id: z.string(), at: z.string(), kind: z.enum(['source-run', 'yearly-check']), code: z.string(),
    /** Source id, or title of the dataset. */
    title: z.string(),
    holder: z.string().optional(), path: z.string(), read: z.boolean(),
  })),
  mail: z.object({
    /** This node has a mail server. */
    server: z.boolean(),
    address: z.string().optional(),
    /** The reader wants mails about what they follow. */
    on: z.boolean(),
    /** The last mail to this address came back, and why. */
    bounced: z.string().optional(),
  }),
});
export type NoticeList = z.infer<typeof noticeList>;

export const mailState = z.object({ server: z.boolean(), waiting: z.int(), sent: z.int(), failed: z.int(), lastSent: z.string().optional(), lastError: z.string().optional() });
export type MailState = z.infer<typeof mailState>;
