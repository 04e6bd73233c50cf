import { linkTotals } from '../../../../core/api/datasets.ts';
import type { LinkViews } from '../../../catalogue/links/prober.ts';
import type { Operation } from '../../operation.ts';
import { only } from '../../operation.ts';

/** `GET /api/v1/links`: how the addresses in own records stand. */
export const readLinkTotals = (links: LinkViews): Operation => ({
  method: 'GET',
  path: '/api/v1/links',
  access: only('operator', 'coordinator', 'auditor', 'case-handler', 'decision-maker'),
  summary: 'Addresses in own records: how many were tried, how many do not answer',
  response: linkTotals,
  handle: async (_req, res) => {
    const { lastCheck, ...totals } = await links.totals();
    res.json({ on: links.on, ...totals, ...(lastCheck === null ? {} : { lastCheck }) });
  },
});
