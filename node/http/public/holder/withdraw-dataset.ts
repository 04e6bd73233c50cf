import { z } from 'zod';
import type { HolderDoor } from '../../../catalogue/sources/holder/door.ts';
import type { Operation } from '../../operation.ts';
import { callerOf } from '../../operation.ts';
import { holdersAndStaff } from './submission.ts';

export const withdrawDataset = (door: HolderDoor): Operation => ({
  method: 'DELETE',
  path: '/api/v1/datasets/:id',
  access: holdersAndStaff,
  summary: 'Withdraw a description: a tombstone stays and answers 410',
  request: { query: z.object({ reason: z.string().max(500).optional() }) },
  handle: async (req, res, context) => {
    await door.withdraw(callerOf(context), String(req.params['id']), req.get('if-match'), req.query['reason'] as string | undefined);
    res.status(204).end();
  },
});
