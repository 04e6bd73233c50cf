import { heldDecision, runShape } from '../../../../core/api/sources.ts';
import type { HeldDecision } from '../../../../core/api/sources.ts';
import type { Sources } from '../../../catalogue/sources/sources.ts';
import { runView } from '../../../catalogue/sources/views.ts';
import type { Operation } from '../../operation.ts';
import { callerOf } from '../../operation.ts';
import { mayAct } from './access.ts';

/** Withdraw (with the number typed), keep and mark stale, or run again (catalogue.md §6.5). */
export const decideHeldRun = (sources: Sources): Operation => ({
  method: 'POST',
  path: '/api/v1/sources/:id/runs/:run/decision',
  access: mayAct,
  summary: 'Decide what happens to a held run',
  request: { body: heldDecision },
  response: runShape,
  handle: async (req, res, context) => {
    res.json(runView(await sources.decide(String(req.params['id']), String(req.params['run']), req.body as HeldDecision, callerOf(context))));
  },
});
