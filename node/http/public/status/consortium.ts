import { z } from 'zod';
import { consortiumStatus } from '../../../../core/api/status.ts';
import type { Consortium } from '../../../status/status.ts';
import type { Operation } from '../../operation.ts';
import { only } from '../../operation.ts';

const board = only('coordinator', 'operator', 'auditor');

export const readConsortium = (consortium: Consortium): Operation => ({
  method: 'GET',
  path: '/api/v1/consortium/status',
  access: board,
  summary: 'Every node with its conclusion, the reasons and since when',
  response: consortiumStatus,
  handle: async (_req, res) => {
    res.setHeader('cache-control', 'no-store');
    res.json(await consortium.view());
  },
});

export const readHistory = (consortium: Consortium): Operation => ({
  method: 'GET',
  path: '/api/v1/consortium/history/:node',
  access: board,
  summary: 'What was concluded about a node over time',
  request: { query: z.object({ from: z.iso.datetime({ offset: true }) }) },
  response: z.object({ values: z.array(z.object({ at: z.string(), conclusion: z.string() })) }),
  handle: async (req, res) => {
    res.json({ values: await consortium.history(String(req.params['node']), String(req.query['from'])) });
  },
});
