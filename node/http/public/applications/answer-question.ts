import type { z } from 'zod';
import { applicationView, legAnswer } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { part } from './parameters.ts';

/** Answers the open question of one country */
export const answerQuestion = (applications: Applications): Operation => ({
  method: 'POST',
  path: '/api/v1/applications/:id/legs/:node/answer',
  access: only('researcher'),
  summary: 'Answers the open question of one country',
  request: { body: legAnswer },
  response: applicationView,
  handle: async (req, res, context) => {
    res.json(await applications.answer(callerOf(context), part(req, 'id'), part(req, 'node'), req.body as z.output<typeof legAnswer>));
  },
});
