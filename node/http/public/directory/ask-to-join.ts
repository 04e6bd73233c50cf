import type { z } from 'zod';
import { joinAsk, joinAsked } from '../../../../core/api/directory.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import type { CoordinatorDesk } from './desk-type.ts';

/** A node that is not in the consortium yet asks to be let in. Open to everybody, so: signed, small, few a minute, at most 100 waiting. */
export const askToJoin = (desk: CoordinatorDesk): Operation => ({
  method: 'POST',
  path: '/api/v1/directory/join-requests',
  access: everyone,
  summary: 'Ask to join the consortium',
  maxBodyBytes: 65_536,
  perMinute: 20,
  request: { body: joinAsk },
  response: joinAsked,
  handle: async (req, res) => {
    const { request } = req.body as z.infer<typeof joinAsk>;
    res.status(201).json(await desk.joins.ask(request));
  },
});
