import { deskLeg } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { part } from '../applications/parameters.ts';

export const readDeskLeg = (applications: Applications): Operation => ({
  method: 'GET',
  path: '/api/v1/desk/:application/:node',
  access: only('case-handler', 'decision-maker'),
  summary: 'One case: answers, periods, history, what may be done now',
  response: deskLeg,
  handle: async (req, res, context) => {
    res.json(await applications.deskLeg(callerOf(context), part(req, 'application'), part(req, 'node')));
  },
});
