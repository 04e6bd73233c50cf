import type { z } from 'zod';
import { nodeIdParam, stateChange } from '../../../../core/api/directory.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import type { CoordinatorDesk } from './desk-type.ts';
import { actorOf, versionOf } from './desk-type.ts';

/** Maintenance, suspension, revocation, and back. Revoking also puts every certificate of that node on the revocation list.
 *  @throws AppError `not-found` `unknown-participant`, `conflict` `state-not-allowed | last-coordinator` */
export const setParticipantState = (desk: CoordinatorDesk): Operation => ({
  method: 'POST',
  path: '/api/v1/directory/participants/:nodeId/state',
  access: only('coordinator'),
  summary: 'Change the state of a participant',
  request: { body: stateChange },
  handle: async (req, res, context) => {
    const nodeId = nodeIdParam.safeParse(req.params['nodeId']);
    if (!nodeId.success) throw new AppError('not-found', 'unknown-participant', 'No node has such an id.');
    const { code, from, to, note } = req.body as z.infer<typeof stateChange>;
    const state = { code, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(note === undefined ? {} : { note }) };
    res.json(versionOf(await desk.participants.setState(nodeId.data, state, actorOf(callerOf(context)))));
  },
});
