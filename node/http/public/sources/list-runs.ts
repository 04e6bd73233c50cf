import { z } from 'zod';
import { runShape } from '../../../../core/api/sources.ts';
import type { SourceViews } from '../../../catalogue/sources/views.ts';
import type { Operation } from '../../operation.ts';
import { mayLook } from './access.ts';

export const listRuns = (views: SourceViews): Operation => ({
  method: 'GET',
  path: '/api/v1/sources/:id/runs',
  access: mayLook,
  summary: 'Runs of a source, newest first',
  request: { query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }) },
  response: z.object({ runs: z.array(runShape) }),
  handle: async (req, res) => {
    res.json({ runs: await views.runs(String(req.params['id']), Number(req.query['limit'] ?? 20)) });
  },
});
