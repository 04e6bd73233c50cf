import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../../core/errors.ts';
import { attached } from '../run-operation.ts';

/** One partner cannot take the node from the others: requests per second over all its connections. @throws AppError `rate-limited` `throttled` */
export const limitPartnerRate = (perSecond: number): RequestHandler => {
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 });
  return async (req, _res, next) => {
    try {
      await limiter.consume(attached(req).partner?.nodeId ?? 'nobody');
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      throw new AppError('rate-limited', 'throttled', `More than ${perSecond} requests a second from this partner: wait and go on.`, { retryAfterSeconds: thrown.msBeforeNext / 1000 });
    }
    next();
  };
};
