import type { z } from 'zod';
import { ownChangeAsk, ownChangeDone } from '../../../../core/api/directory.ts';
import type { ParticipantDesk } from '../../../directory/participant-desk.ts';
import type { Operation } from '../../operation.ts';
import { partnerOf, partners } from '../../operation.ts';

/** A participant changes its own entry: next keys, retired keys, maintenance. Known twice: by its certificate and by the signature. Coordinator only. */
export const ownChange = (desk: ParticipantDesk): Operation => ({
  method: 'POST',
  path: '/directory/own-change',
  access: partners,
  summary: 'Change the caller\'s own directory entry',
  maxBodyBytes: 65_536,
  perMinute: 60,
  request: { body: ownChangeAsk },
  response: ownChangeDone,
  handle: async (req, res, context) => {
    const { request } = req.body as z.infer<typeof ownChangeAsk>;
    res.json(await desk.ownChange(request, partnerOf(context)));
  },
});
