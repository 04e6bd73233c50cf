// Turns an Operation value into an express route: access → rate → body → shapes → handler, in this order, for every route.
import express from 'express';
import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ZodType } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Caller } from '../../core/roles.ts';
import { hasRole } from '../../core/roles.ts';
import type { Participant } from '../../core/directory.ts';
import { inSpan } from '../tracing/spans.ts';
import type { Operation, RequestContext } from './operation.ts';

/** What the guards before the routes left on the request. */
export type Attached = { requestId: string; language: string; caller?: Caller; csrf?: string | undefined; authError?: AppError; partner?: Participant };
const attachments = new WeakMap<Request, Attached>();

export const attach = (req: Request, more: Partial<Attached>): void => {
  attachments.set(req, { ...(attachments.get(req) ?? { requestId: '', language: 'en' }), ...more });
};
export const attached = (req: Request): Attached => attachments.get(req) ?? { requestId: '', language: 'en' };

export type Refused = (operation: Operation, error: AppError, context: Attached) => void;

const admit = (operation: Operation, at: Attached): void => {
  const { access } = operation;
  switch (access.kind) {
    case 'public':
    case 'local':
      return;
    case 'partner':
      if (at.partner === undefined) throw new AppError('forbidden', 'not-a-participant', 'This address serves partner nodes with a certificate of the consortium only.');
      return;
    case 'signed-in':
    case 'roles':
      if (at.caller === undefined) throw at.authError ?? new AppError('unauthenticated', 'sign-in-needed', 'Sign in, or send a bearer token.');
      if (access.kind === 'roles' && !hasRole(at.caller, ...access.roles)) throw new AppError('forbidden', 'role-missing', `This needs one of the roles: ${access.roles.join(', ')}.`);
  }
};

const who = (req: Request, at: Attached): string => at.partner?.nodeId ?? at.caller?.person ?? req.ip ?? 'unknown';

const limitRate = (operation: Operation): ((req: Request, at: Attached) => Promise<void>) => {
  const perMinute = operation.perMinute ?? 600;
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (req, at) => {
    try {
      await limiter.consume(who(req, at));
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      throw new AppError('rate-limited', 'throttled', `More than ${perMinute} requests a minute to this address: wait and go on.`, { retryAfterSeconds: thrown.msBeforeNext / 1000 });
    }
  };
};

const jsonTypes = ['application/json', 'application/fhir+json', 'application/merge-patch+json'];

const bodyLimit = (operation: Operation): number => operation.maxBodyBytes ?? 1_048_576;

/** A body announced as too large is refused before it is read; the body parser alone would read it to its end first. */
const refuseAnnounced = (req: Request, limit: number): void => {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw new AppError('too-large', 'too-large', `The body is larger than the limit of ${limit} bytes for this address.`);
};

const parserOf = (operation: Operation): RequestHandler | undefined => {
  const kind = operation.body ?? (operation.method === 'GET' || operation.method === 'DELETE' ? 'none' : 'json');
  const limit = bodyLimit(operation);
  if (kind === 'json') return express.json({ limit, type: jsonTypes, strict: true });
  if (kind === 'bytes') return express.raw({ limit, type: () => true });
  return undefined;
};

const parse = (req: Request, res: Response, parser: RequestHandler): Promise<void> =>
  new Promise((done, fail) => {
    void parser(req, res, (error?: unknown) => {
      if (error === undefined || error === null) done();
      else fail(error as Error);
    });
  });

const check = (shape: ZodType, value: unknown, what: string): unknown => {
  const checked = shape.safeParse(value);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code ?? 'invalid', message: issue.message }));
  throw new AppError('invalid', `invalid-${what}`, `The ${what} is not as expected: ${problems.map((p) => `${p.path || what}: ${p.message}`).slice(0, 5).join('; ')}.`, { problems });
};

const toContext = (at: Attached): RequestContext => ({ requestId: at.requestId, language: at.language, caller: at.caller, csrf: at.csrf, partner: at.partner });

/** @param refused hears of every refusal by access, for the audit trail */
export const routeOf = (operation: Operation, refused: Refused): RequestHandler => {
  const consume = limitRate(operation);
  const parser = parserOf(operation);
  return async (req: Request, res: Response, _next: NextFunction) => {
    const at = attached(req);
    try {
      admit(operation, at);
    } catch (error) {
      if (error instanceof AppError) refused(operation, error, at);
      throw error;
    }
    await consume(req, at);
    if (parser !== undefined) {
      if (parser.name === 'jsonParser' && req.headers['content-type'] !== undefined && !jsonTypes.some((type) => req.headers['content-type']?.startsWith(type)))
        throw new AppError('unsupported-media-type', 'json-expected', 'Send the body as application/json.');
      refuseAnnounced(req, bodyLimit(operation));
      await parse(req, res, parser);
    }
    if (operation.request?.query !== undefined) Object.defineProperty(req, 'query', { value: check(operation.request.query, req.query, 'query'), writable: true });
    if (operation.request?.body !== undefined) req.body = check(operation.request.body, req.body, 'body');
    // Nothing is kept by browsers or proxies unless a handler says so: an answer for one person must not be shown to another, nor yesterday's status today.
    res.setHeader('cache-control', 'no-store');
    await inSpan(`${operation.method} ${operation.path}`, { kind: 'server', attributes: { 'ehds.request': at.requestId } }, () => Promise.resolve(operation.handle(req, res, toContext(at))));
  };
};

/** Mounts operations in the order given; the first that fits answers. */
export const mount = (app: Express, operations: readonly Operation[], refused: Refused): void => {
  for (const operation of operations) {
    const method = operation.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    app[method](operation.path, routeOf(operation, refused));
  }
};
