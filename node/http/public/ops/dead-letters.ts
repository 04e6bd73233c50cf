import { z } from 'zod';
import { abandonRequest, deadFilter, deadList, resendPreview, resendRun } from '../../../../core/api/ops.ts';
import type { DeadFilter } from '../../../../core/api/ops.ts';
import type { DeadLetters } from '../../../exchange/dead-letters.ts';
import type { Operation } from '../../operation.ts';
import { only } from '../../operation.ts';
import { actorOf } from './actor.ts';

type Parts = { readonly deadLetters: DeadLetters };
const listQuery = deadFilter.omit({ ids: true }).extend({ limit: z.coerce.number().int().min(1).max(1000).default(200) });

export const listDeadLetters = ({ deadLetters }: Parts): Operation => ({
  method: 'GET', path: '/api/v1/ops/dead-letters', access: only('operator'), summary: 'Messages that could not be delivered, with reason and remedy', request: { query: listQuery }, response: deadList,
  handle: async (req, res) => {
    const { limit, ...filter } = req.query as unknown as z.output<typeof listQuery>;
    res.json(await deadLetters.list(filter, limit));
  },
});

export const previewSendAgain = ({ deadLetters }: Parts): Operation => ({
  method: 'POST', path: '/api/v1/ops/dead-letters/preview', access: only('operator'), summary: 'What sending again would do: messages, partners, time', request: { body: deadFilter }, response: resendPreview,
  handle: async (req, res) => void res.json(await deadLetters.preview(req.body as DeadFilter)),
});

export const sendAgain = ({ deadLetters }: Parts): Operation => ({
  method: 'POST', path: '/api/v1/ops/dead-letters/send-again', access: only('operator'), summary: 'Send dead letters again, unchanged, under the same ids', request: { body: deadFilter }, response: resendRun,
  handle: async (req, res, context) => void res.status(202).json(await deadLetters.sendAgain(req.body as DeadFilter, actorOf(context))),
});

export const stopSendAgain = ({ deadLetters }: Parts): Operation => ({
  method: 'POST', path: '/api/v1/ops/dead-letters/runs/:run/stop', access: only('operator'), summary: 'Stop a run of sending again', body: 'none',
  handle: async (req, res, context) => {
    await deadLetters.stop(z.uuid().parse(req.params['run']), actorOf(context));
    res.status(204).end();
  },
});

export const abandonDeadLetters = ({ deadLetters }: Parts): Operation => ({
  method: 'POST', path: '/api/v1/ops/dead-letters/abandon', access: only('operator'), summary: 'Give messages up: what waits behind them goes on', request: { body: abandonRequest }, response: z.object({ abandoned: z.int() }),
  handle: async (req, res, context) => {
    const { ids, reason } = req.body as z.output<typeof abandonRequest>;
    res.json({ abandoned: await deadLetters.abandon(ids, reason, actorOf(context)) });
  },
});
