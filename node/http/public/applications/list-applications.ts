import { applicationList } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';

/** Own applications, newest first */
export const listApplications = (applications: Applications): Operation => ({
  method: 'GET',
  path: '/api/v1/applications',
  access: only('researcher'),
  summary: 'Own applications, newest first',
  response: applicationList,
  handle: async (_req, res, context) => {
    res.json({ applications: await applications.list(callerOf(context)) });
  },
});
