import { z } from 'zod';
import type { Usage } from '../../../catalogue/usage/usage.ts';
import type { UsageRow } from '../../../catalogue/usage/usage.ts';
import { hasRole } from '../../../../core/roles.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';

const query = z.object({ since: z.iso.date().default('2000-01-01'), format: z.enum(['json', 'csv']).default('json') });

/** A cell of CSV: quoted when need be; a leading sign that a spreadsheet would run gets an apostrophe. */
export const csvCell = (value: string | number): string => {
  const text = String(value);
  const safe = /^[=+\-@\t]/.test(text) && typeof value === 'string' ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const csv = (rows: readonly UsageRow[]): string => ['day,dataset,title,holder,kind,count', ...rows.map((row) => [row.day, row.record_id, row.title, row.holder ?? '', row.kind, row.n].map(csvCell).join(','))].join('\r\n');

/** `GET /api/v1/usage`: holders see their own datasets, staff of the health data access body all (US7, US9). */
export const readUsage = (usage: Usage): Operation => ({
  method: 'GET',
  path: '/api/v1/usage',
  access: only('data-holder', 'trusted-holder', 'case-handler', 'decision-maker', 'coordinator', 'operator'),
  summary: 'Daily use figures per dataset, without persons',
  request: { query },
  handle: async (req, res, context) => {
    const { since, format } = req.query as unknown as z.output<typeof query>;
    const caller = callerOf(context);
    const all = hasRole(caller, 'case-handler', 'decision-maker', 'coordinator', 'operator');
    // a holder without a name sees nothing rather than everything
    const rows = await usage.since(since, all ? undefined : (caller.holder ?? 'nobody'));
    if (format === 'csv') res.type('text/csv').send(csv(rows));
    else res.json({ rows: rows.map(({ record_id, ...row }) => ({ dataset: record_id, ...row })) });
  },
});
