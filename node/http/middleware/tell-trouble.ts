import type { ErrorRequestHandler } from 'express';
import { isAppError } from '../../../core/errors.ts';
import { isDefect } from '../errors.ts';
import { attached } from '../run-operation.ts';
import type { PeerRefused } from './require-partner.ts';

/** A partner that is refused because it asks too often, or that meets a defect of ours, is told to the audit trail and counted like every other refusal
 *  (exchange.md §3.1: a refusal is audited, and counts in a metric). The answer itself is made by whoever comes next. */
export const tellTrouble =
  (tell: PeerRefused): ErrorRequestHandler =>
  (thrown: unknown, req, res, next) => {
    const partner = attached(req).partner?.nodeId ?? 'nobody';
    const about = (what: string) => ({ address: req.socket.remoteAddress, detail: `${partner}, ${req.method} ${req.path}: ${what}` });
    if (isAppError(thrown) && thrown.kind === 'rate-limited') tell('throttled', about(thrown.detail));
    else if (isDefect(thrown)) tell('internal', about(`answered 500; request ${String(res.getHeader('x-request-id') ?? '')} of the log says why`));
    next(thrown);
  };
