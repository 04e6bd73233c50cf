import { joinRequestList } from '../../../../core/api/directory.ts';
import type { Operation } from '../../operation.ts';
import { only } from '../../operation.ts';
import type { CoordinatorDesk } from './desk-type.ts';

export const listJoinRequests = (desk: CoordinatorDesk): Operation => ({
  method: 'GET',
  path: '/api/v1/directory/join-requests',
  access: only('coordinator', 'operator'),
  summary: 'Requests to join, newest first',
  response: joinRequestList,
  handle: async (_req, res) => void res.json({ requests: await desk.joins.list() }),
});
