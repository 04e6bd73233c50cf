import { applicationView } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { part, sendView } from './parameters.ts';

/** One own application: answers, what is missing, every country */
export const readApplication = (applications: Applications): Operation => ({
  method: 'GET',
  path: '/api/v1/applications/:id',
  access: only('researcher'),
  summary: 'One own application: answers, what is missing, every country',
  response: applicationView,
  handle: async (req, res, context) => {
    const view = await applications.read(callerOf(context), part(req, 'id'));
    sendView(res, view);
  },
});
