import { z } from 'zod';
import { queueView } from '../../../../core/api/ops.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Actor } from '../../../exchange/dead-letters.ts';
import type { OpsView } from '../../../exchange/ops-view.ts';
import type { Operation } from '../../operation.ts';
import { only } from '../../operation.ts';
import { actorOf } from './actor.ts';

export const showQueues = ({ view }: { view: OpsView }): Operation => ({
  method: 'GET', path: '/api/v1/ops/queues', access: only('operator'), summary: 'Queues, inbox and quarantine', response: queueView,
  handle: async (_req, res) => void res.json(await view.queues()),
});

export const tryAgain = ({ tryAgain: again }: { tryAgain: (arrival: number, by: Actor) => Promise<void> }): Operation => ({
  method: 'POST', path: '/api/v1/ops/quarantine/:arrival/try-again', access: only('operator'), summary: 'Work on a quarantined message again', body: 'none',
  handle: async (req, res, context) => {
    const arrival = z.coerce.number().int().positive().safeParse(req.params['arrival']);
    if (!arrival.success) throw new AppError('not-found', 'not-quarantined', 'No message of this number is in quarantine.');
    await again(arrival.data, actorOf(context));
    res.status(202).end();
  },
});
