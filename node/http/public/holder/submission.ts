import type { Request } from 'express';
import { z } from 'zod';
import { only } from '../../operation.ts';
import type { RequestContext } from '../../operation.ts';
import type { Submission } from '../../../catalogue/sources/holder/door.ts';

export const holders = only('data-holder', 'trusted-holder');
export const holdersAndStaff = only('data-holder', 'trusted-holder', 'case-handler', 'decision-maker');

/** What the sender wants of it; without violations it is published unless asked otherwise. */
export const wantedQuery = z.object({ state: z.enum(['published', 'draft', 'in-review']).default('published'), onto: z.string().regex(/^[0-9a-f]{64}$/).optional() });

export const submissionOf = (req: Request, context: RequestContext): Submission => {
  const { state, onto } = wantedQuery.parse(req.query);
  return {
    bytes: Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0), contentType: req.get('content-type'), wanted: state === 'published' ? 'publish' : state,
    idempotencyKey: req.get('idempotency-key')?.slice(0, 200), language: context.language, onto,
  };
};
