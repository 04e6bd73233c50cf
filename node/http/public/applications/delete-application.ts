import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { part } from './parameters.ts';

/** Deletes a draft */
export const deleteApplication = (applications: Applications): Operation => ({
  method: 'DELETE',
  path: '/api/v1/applications/:id',
  access: only('researcher'),
  summary: 'Deletes a draft',
  handle: async (req, res, context) => {
    await applications.remove(callerOf(context), part(req, 'id'));
    res.status(204).end();
  },
});
