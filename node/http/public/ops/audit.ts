import { z } from 'zod';
import { auditList, auditVerdict } from '../../../../core/api/ops.ts';
import type { AuditRow } from '../../../audit/chain.ts';
import type { AuditVerdict } from '../../../audit/verify.ts';
import type { Operation } from '../../operation.ts';
import { only } from '../../operation.ts';

export type AuditParts = {
  readonly findAudit: (filter: { target: string | undefined; action: string | undefined; before: number | undefined; limit: number }) => Promise<AuditRow[]>;
  readonly verifyAudit: () => Promise<AuditVerdict>;
};

const query = z.object({ target: z.string().max(300).optional(), action: z.string().max(100).optional(), before: z.coerce.number().int().positive().optional(), limit: z.coerce.number().int().min(1).max(500).default(100) });

const lineOf = (row: AuditRow) => ({ id: row.id, at: row.at, actor: row.actor, action: row.action, target: row.target, outcome: row.outcome, sealed: row.seq !== null, ...(row.role === null ? {} : { role: row.role }), ...(row.details === null ? {} : { details: row.details }) });

export const listAudit = (parts: AuditParts): Operation => ({
  method: 'GET', path: '/api/v1/ops/audit', access: only('auditor', 'operator'), summary: 'Audit trail, newest first', request: { query }, response: auditList,
  handle: async (req, res) => {
    const { target, action, before, limit } = req.query as unknown as z.output<typeof query>;
    res.json({ lines: (await parts.findAudit({ target, action, before, limit })).map(lineOf) });
  },
});

export const verifyAuditTrail = (parts: AuditParts): Operation => ({
  method: 'POST', path: '/api/v1/ops/audit/verify', access: only('auditor', 'operator'), summary: 'Check the whole audit chain and its signed heads', body: 'none', perMinute: 6, response: auditVerdict,
  handle: async (_req, res) => {
    const { rows, heads, faults } = await parts.verifyAudit();
    res.json({ rows, heads, ok: faults.length === 0, faults });
  },
});
