import { z } from 'zod';
import { sourceView } from '../../../../core/api/sources.ts';
import type { SourceViews } from '../../../catalogue/sources/views.ts';
import type { Operation } from '../../operation.ts';
import { mayLook } from './access.ts';

export const listSources = (views: SourceViews): Operation => ({
  method: 'GET',
  path: '/api/v1/sources',
  access: mayLook,
  summary: 'Sources of the national catalogue, how fresh each is, and its last run',
  response: z.object({ sources: z.array(sourceView) }),
  handle: async (_req, res) => {
    res.json({ sources: await views.list() });
  },
});
