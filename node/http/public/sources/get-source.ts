import { sourceView } from '../../../../core/api/sources.ts';
import type { SourceViews } from '../../../catalogue/sources/views.ts';
import type { Operation } from '../../operation.ts';
import { mayLook } from './access.ts';

export const getSource = (views: SourceViews): Operation => ({
  method: 'GET',
  path: '/api/v1/sources/:id',
  access: mayLook,
  summary: 'One source',
  response: sourceView,
  handle: async (req, res) => {
    res.json(await views.get(String(req.params['id'])));
  },
});
