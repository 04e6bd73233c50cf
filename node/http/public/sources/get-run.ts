import { z } from 'zod';
import { runShape } from '../../../../core/api/sources.ts';
import type { SourceViews } from '../../../catalogue/sources/views.ts';
import type { Operation } from '../../operation.ts';
import { mayLook } from './access.ts';

const cause = z.object({ code: z.string(), field: z.string().optional(), records: z.int(), example: z.string(), detail: z.string() });
const held = z.object({
  live: z.int(),
  going: z.int(),
  likely: z.string(),
  records: z.array(z.object({ record: z.string(), recordId: z.string().optional(), title: z.string().optional(), why: z.string().optional(), baskets: z.int(), applications: z.array(z.string()) })),
});

export const getRun = (views: SourceViews): Operation => ({
  method: 'GET',
  path: '/api/v1/sources/:id/runs/:run',
  access: mayLook,
  summary: 'One run: counts, causes of refusal, and what waits for a decision',
  response: runShape.extend({ causes: z.array(cause), held: held.optional() }),
  handle: async (req, res) => {
    res.json(await views.run(String(req.params['id']), String(req.params['run'])));
  },
});
