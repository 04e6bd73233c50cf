import { z } from 'zod';
import { deskList, legStatuses } from '../../../../core/api/applications.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';

const query = z.object({
  status: z.enum(legStatuses).optional(),
  show: z.enum(['new', 'due', 'overdue', 'answered', 'mine', 'open', 'all']).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

export const readDesk = (applications: Applications): Operation => ({
  method: 'GET',
  path: '/api/v1/desk',
  access: only('case-handler', 'decision-maker'),
  summary: "The officers' inbox: cases this node decides, with today's counts",
  request: { query },
  response: deskList,
  handle: async (req, res, context) => {
    res.json(await applications.desk(callerOf(context), req.query as unknown as z.output<typeof query>));
  },
});
