import type { z } from 'zod';
import { applicationView, updateApplication } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { part, revisionOf, sendView } from './parameters.ts';

/** Saves a draft; If-Match or revision tells a second tab */
export const saveApplication = (applications: Applications): Operation => ({
  method: 'PUT',
  path: '/api/v1/applications/:id',
  access: only('researcher'),
  summary: 'Saves a draft; If-Match or revision tells a second tab',
  maxBodyBytes: 4_194_304,
  request: { body: updateApplication },
  response: applicationView,
  handle: async (req, res, context) => {
    const change = req.body as z.output<typeof updateApplication>;
    const view = await applications.save(callerOf(context), part(req, 'id'), { ...change, revision: change.revision ?? revisionOf(req) });
    sendView(res, view);
  },
});
