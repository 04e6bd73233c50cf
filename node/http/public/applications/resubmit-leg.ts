import { applicationView } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { part } from './parameters.ts';

/** Sends a part that was not validated as the next version */
export const resubmitLeg = (applications: Applications): Operation => ({
  method: 'POST',
  path: '/api/v1/applications/:id/legs/:node/resubmit',
  access: only('researcher'),
  summary: 'Sends a part that was not validated as the next version',
  body: 'none',
  response: applicationView,
  handle: async (req, res, context) => {
    res.json(await applications.resubmit(callerOf(context), part(req, 'id'), part(req, 'node')));
  },
});
