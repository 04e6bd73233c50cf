import type { z } from 'zod';
import type { NodeId } from '../../../../core/ids.ts';
import type { RestoreAnswer } from '../../../exchange/after-restore.ts';
import { restoreAnswer, restorePath, restoreRequest } from '../../../exchange/after-restore.ts';
import type { Operation } from '../../operation.ts';
import { partnerOf, partners } from '../../operation.ts';

/** A partner was put back from a backup and asks for what it had acknowledged since; only its own messages. */
export const deliverAgain = (parts: { deliverAgain: (partner: NodeId, since: string) => Promise<RestoreAnswer> }): Operation => ({
  method: 'POST',
  path: restorePath,
  access: partners,
  summary: 'Deliver again what this partner acknowledged since a time, after it was restored from a backup',
  perMinute: 6,
  request: { body: restoreRequest },
  response: restoreAnswer,
  handle: async (req, res, context) => {
    const { since } = req.body as z.output<typeof restoreRequest>;
    res.json(await parts.deliverAgain(partnerOf(context).nodeId, since));
  },
});
