import { z } from 'zod';
import { runItemShape } from '../../../../core/api/sources.ts';
import type { SourceViews } from '../../../catalogue/sources/views.ts';
import type { Operation } from '../../operation.ts';
import { mayLook } from './access.ts';

const query = z.object({ outcome: z.string().optional(), after: z.coerce.number().int().min(0).optional(), limit: z.coerce.number().int().min(1).max(1000).default(200) });

export const listItems = (views: SourceViews): Operation => ({
  method: 'GET',
  path: '/api/v1/sources/:id/runs/:run/items',
  access: mayLook,
  summary: 'What the run met, record by record; for a dry run the plan',
  request: { query },
  response: z.object({ items: z.array(runItemShape), next: z.int().optional() }),
  handle: async (req, res) => {
    const asked = query.parse(req.query);
    const items = await views.items(String(req.params['id']), String(req.params['run']), asked);
    const last = items.at(-1);
    res.json({ items, ...(items.length === asked.limit && last !== undefined ? { next: last.seq } : {}) });
  },
});
