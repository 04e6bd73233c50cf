import { joinOutcome } from '../../../../core/api/directory.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import type { CoordinatorDesk } from './desk-type.ts';

/** What became of a request to join; the id is known to the applicant alone, the certificate is no secret. */
export const getJoinOutcome = (desk: CoordinatorDesk): Operation => ({
  method: 'GET',
  path: '/api/v1/directory/join-requests/:id/outcome',
  access: everyone,
  summary: 'What became of a request to join',
  perMinute: 120,
  response: joinOutcome,
  handle: async (req, res) => void res.json(await desk.joins.outcome(String(req.params['id']))),
});
