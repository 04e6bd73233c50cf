import { z } from 'zod';
import { savedDataset } from '../../../../core/api/holder.ts';
import type { HolderDoor } from '../../../catalogue/sources/holder/door.ts';
import type { Operation } from '../../operation.ts';
import { callerOf } from '../../operation.ts';
import { holders, holdersAndStaff } from './submission.ts';

const body = z.strictObject({ action: z.enum(['submit', 'return', 'publish']) });

/** Draft → in review → published: holders submit and publish, staff publish or return. */
export const moveDataset = (door: HolderDoor): Operation => ({
  method: 'POST',
  path: '/api/v1/datasets/:id/state',
  access: holdersAndStaff,
  summary: 'Submit a draft for review, return it, or publish it',
  request: { body },
  response: savedDataset,
  handle: async (req, res, context) => {
    const { action } = req.body as z.infer<typeof body>;
    res.json(await door.move(callerOf(context), String(req.params['id']), action));
  },
});

export const confirmDataset = (door: HolderDoor): Operation => ({
  method: 'POST',
  path: '/api/v1/datasets/:id/check',
  access: holders,
  summary: 'Vouch for a description for another year (Art. 60(3))',
  body: 'none',
  handle: async (req, res, context) => {
    await door.confirm(callerOf(context), String(req.params['id']));
    res.status(204).end();
  },
});
