import type { z } from 'zod';
import { joinApproval, joinRefusal } from '../../../../core/api/directory.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';
import type { CoordinatorDesk } from './desk-type.ts';
import { actorOf } from './desk-type.ts';

/** Approves with the fingerprint that the applicant read out over another channel: certificate and directory entry follow at once. */
export const approveJoinRequest = (desk: CoordinatorDesk): Operation => ({
  method: 'POST',
  path: '/api/v1/directory/join-requests/:id/approve',
  access: only('coordinator'),
  summary: 'Approve a request to join, given the fingerprint read out by the applicant',
  request: { body: joinApproval },
  handle: async (req, res, context) => {
    const { fingerprint } = req.body as z.infer<typeof joinApproval>;
    res.json(await desk.joins.approve(String(req.params['id']), fingerprint, actorOf(callerOf(context))));
  },
});

export const refuseJoinRequest = (desk: CoordinatorDesk): Operation => ({
  method: 'POST',
  path: '/api/v1/directory/join-requests/:id/refuse',
  access: only('coordinator'),
  summary: 'Refuse a request to join, with the reason the applicant will read',
  request: { body: joinRefusal },
  handle: async (req, res, context) => {
    const { reason } = req.body as z.infer<typeof joinRefusal>;
    await desk.joins.refuse(String(req.params['id']), reason, actorOf(callerOf(context)));
    res.status(204).end();
  },
});
