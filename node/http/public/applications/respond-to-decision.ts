import type { z } from 'zod';
import { applicationView, decisionResponse } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { part } from './parameters.ts';

/** Accepts or declines the decision of one country */
export const respondToDecision = (applications: Applications): Operation => ({
  method: 'POST',
  path: '/api/v1/applications/:id/legs/:node/decision-response',
  access: only('researcher'),
  summary: 'Accepts or declines the decision of one country',
  request: { body: decisionResponse },
  response: applicationView,
  handle: async (req, res, context) => {
    res.json(await applications.respond(callerOf(context), part(req, 'id'), part(req, 'node'), req.body as z.output<typeof decisionResponse>));
  },
});
