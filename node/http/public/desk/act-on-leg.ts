import type { LegAction } from '../../../../core/api/applications.ts';
import { deskLeg, legAction } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import { part } from '../applications/parameters.ts';

export const actOnLeg = (applications: Applications): Operation => ({
  method: 'POST',
  path: '/api/v1/desk/:application/:node/actions',
  access: only('case-handler', 'decision-maker'),
  summary: 'One step on a case: open, complete, ask, propose, decide, note, assign, extend, close',
  request: { body: legAction },
  response: deskLeg,
  handle: async (req, res, context) => {
    res.json(await applications.act(callerOf(context), part(req, 'application'), part(req, 'node'), req.body as LegAction));
  },
});
