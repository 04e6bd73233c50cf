import { z } from 'zod';
import { partnerCatalogues } from '../../../../core/api/datasets.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Federation } from '../../../catalogue/federation/federation.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';

/** `count`: the number of datasets that would go, typed by the person who withdraws them (catalogue.md §6.5). */
const decisionBody = z.discriminatedUnion('decision', [z.object({ decision: z.literal('withdraw'), count: z.int() }), z.object({ decision: z.literal('keep') })]);

const node = (params: Record<string, unknown>): string => String(params['node']);

/** Copies of the partners' catalogues, for operator and coordinator: how they stand, read one now, decide over a held run. */
export const partnerCatalogueDesk = (federation: Federation): readonly Operation[] => [
  {
    method: 'GET', path: '/api/v1/partner-catalogues', access: only('operator', 'coordinator'), summary: 'State of the copies of partners\' catalogues', response: partnerCatalogues,
    handle: async (_req, res) => {
      const partners = await federation.partners();
      res.json({
        partners: await Promise.all(partners.map(async (one) => ({
          node: one.node, state: one.state, failures: one.failures, refusals: await federation.refusals(one.node),
          ...(one.last_try === null ? {} : { lastTry: one.last_try }), ...(one.last_complete === null ? {} : { lastComplete: one.last_complete }), ...(one.last_full === null ? {} : { lastFull: one.last_full }),
          ...(one.error === null ? {} : { error: one.error }), ...(one.held === null ? {} : { held: one.held }),
        }))),
      });
    },
  },
  {
    method: 'POST', path: '/api/v1/partner-catalogues/:node/harvest', access: only('operator'), summary: 'Read a partner\'s catalogue now', body: 'none', perMinute: 30,
    handle: async (req, res) => void res.json(await federation.harvest(node(req.params))),
  },
  {
    method: 'POST', path: '/api/v1/partner-catalogues/:node/decision', access: only('operator'), summary: 'Decide over a held run', request: { body: decisionBody },
    handle: async (req, res, context) => {
      const body = req.body as z.output<typeof decisionBody>;
      const held = (await federation.partners()).find((one) => one.node === node(req.params))?.held;
      if (held === undefined || held === null) throw new AppError('conflict', 'nothing-held', 'No run of this partner waits for a decision.');
      if (body.decision === 'withdraw' && body.count !== held.gone.length) throw new AppError('unprocessable', 'count-differs', `Type the number of datasets that would go, ${held.gone.length}, to confirm.`);
      await federation.decide(node(req.params), body.decision, { person: callerOf(context).person, role: 'operator' });
      res.status(204).end();
    },
  },
];
