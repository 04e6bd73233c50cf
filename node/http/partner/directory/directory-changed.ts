import { AppError } from '../../../../core/errors.ts';
import type { Operation } from '../../operation.ts';
import { partnerOf, partners } from '../../operation.ts';

/** The coordinator says that there is a newer version: a hint to read it now instead of in 15 minutes. Nothing in the hint is believed. */
export const directoryChanged = (parts: { refresh: (reason: string) => Promise<void> }): Operation => ({
  method: 'POST',
  path: '/directory/changed',
  access: partners,
  summary: 'Hint: the directory changed',
  body: 'none',
  perMinute: 60,
  handle: async (_req, res, context) => {
    if (!partnerOf(context).roles.includes('coordinator')) throw new AppError('forbidden', 'not-the-coordinator', 'Only a coordinator announces the directory.');
    await parts.refresh('announced');
    res.status(204).end();
  },
});
