import { applicationView } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { part } from './parameters.ts';

/** Submits: one part per country, delivered by the exchange */
export const submitApplication = (applications: Applications): Operation => ({
  method: 'POST',
  path: '/api/v1/applications/:id/submit',
  access: only('researcher'),
  summary: 'Submits: one part per country, delivered by the exchange',
  body: 'none',
  perMinute: 60,
  response: applicationView,
  handle: async (req, res, context) => {
    res.json(await applications.submit(callerOf(context), part(req, 'id')));
  },
});
