import { sourceShape, sourceView } from '../../../../core/api/sources.ts';
import type { SourceConfig } from '../../../../core/api/sources.ts';
import type { Sources } from '../../../catalogue/sources/sources.ts';
import type { SourceViews } from '../../../catalogue/sources/views.ts';
import type { Operation } from '../../operation.ts';
import { callerOf } from '../../operation.ts';
import { mayAct } from './access.ts';

export const configureSource = (sources: Sources, views: SourceViews): Operation => ({
  method: 'POST',
  path: '/api/v1/sources',
  access: mayAct,
  summary: 'Add a source, or change one that was added here',
  request: { body: sourceShape },
  response: sourceView,
  handle: async (req, res, context) => {
    const config = req.body as SourceConfig;
    await sources.add(config, callerOf(context));
    res.status(201).location(`/api/v1/sources/${config.id}`).json(await views.get(config.id));
  },
});
