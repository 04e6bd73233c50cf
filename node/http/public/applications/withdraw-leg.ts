import { applicationView } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { part } from './parameters.ts';

/** Withdraws the part of one country */
export const withdrawLeg = (applications: Applications): Operation => ({
  method: 'POST',
  path: '/api/v1/applications/:id/legs/:node/withdraw',
  access: only('researcher'),
  summary: 'Withdraws the part of one country',
  body: 'none',
  response: applicationView,
  handle: async (req, res, context) => {
    res.json(await applications.withdraw(callerOf(context), part(req, 'id'), part(req, 'node')));
  },
});
