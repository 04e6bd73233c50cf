import type { z } from 'zod';
import { applicationView, createApplication } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { sendView } from './parameters.ts';

/** Starts a draft from chosen datasets */
export const createApplicationOperation = (applications: Applications): Operation => ({
  method: 'POST',
  path: '/api/v1/applications',
  access: only('researcher'),
  summary: 'Starts a draft from chosen datasets',
  request: { body: createApplication },
  response: applicationView,
  handle: async (req, res, context) => {
    const view = await applications.create(callerOf(context), req.body as z.output<typeof createApplication>);
    res.status(201).location(`/api/v1/applications/${view.id}`);
    sendView(res, view);
  },
});
