import { z } from 'zod';
import type { Sources } from '../../../catalogue/sources/sources.ts';
import type { Operation } from '../../operation.ts';
import { callerOf } from '../../operation.ts';
import { mayAct } from './access.ts';

/** Starts a run and answers at once; how it goes is read at the address given. `dry-run` stops after the plan: nothing is applied. */
export const startRun = (sources: Sources, mode: 'run' | 'dry-run'): Operation => ({
  method: 'POST',
  path: `/api/v1/sources/:id/${mode}`,
  access: mayAct,
  summary: mode === 'run' ? 'Read a source now' : 'Show what reading a source now would change, without changing anything',
  request: { query: z.object({ full: z.enum(['true', 'false']).optional() }) },
  response: z.object({ run: z.string() }),
  handle: async (req, res, context) => {
    const id = String(req.params['id']);
    const full = req.query['full'] === undefined ? (mode === 'dry-run' ? true : undefined) : req.query['full'] === 'true';
    const { run, ended } = await sources.start(id, { mode, trigger: 'operator', actor: callerOf(context).person, patienceMs: 20_000, ...(full === undefined ? {} : { full }) });
    ended.catch(() => undefined); // the outcome stands in the run itself, a defect in the log
    res.status(202).location(`/api/v1/sources/${id}/runs/${run}`).json({ run });
  },
});
