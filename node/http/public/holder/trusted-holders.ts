import { z } from 'zod';
import { trustDecision } from '../../../../core/api/holder.ts';
import type { TrustDecisionInput } from '../../../../core/api/holder.ts';
import type { TrustedHolders } from '../../../catalogue/sources/holder/trusted-holders.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, everyone, only } from '../../operation.ts';

export const listTrustedHolders = (trust: TrustedHolders): Operation => ({
  method: 'GET',
  path: '/api/v1/trusted-holders',
  access: everyone,
  summary: 'Trusted health data holders of this country (Art. 72(2))',
  response: z.object({ holders: z.array(z.object({ iri: z.string(), name: z.string(), since: z.string() })) }),
  handle: async (_req, res) => {
    const decisions = await trust.list();
    res.json({ holders: decisions.filter((one) => one.trusted).map((one) => ({ iri: one.iri, name: one.name, since: one.decided_at })) });
  },
});

export const decideTrust = (trust: TrustedHolders): Operation => ({
  method: 'POST',
  path: '/api/v1/trusted-holders',
  access: only('decision-maker'),
  summary: 'Designate a trusted health data holder, or end the designation (Art. 72(2))',
  request: { body: trustDecision },
  response: z.object({ changed: z.int() }),
  handle: async (req, res, context) => {
    res.json({ changed: await trust.decide(callerOf(context), req.body as TrustDecisionInput) });
  },
});
