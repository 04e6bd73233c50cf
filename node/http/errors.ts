import type { NextFunction, Request, Response } from 'express';
import type { OperationOutcome } from 'fhir/r4.d.ts';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { AppErrorKind } from '../../core/errors.ts';
import { AppError, isAppError } from '../../core/errors.ts';
import type { Problem } from '../../core/api/problem.ts';
import { describeDefect } from './defect.ts';

type Row = { readonly status: number; readonly title: string; readonly issue: OperationOutcome['issue'][number]['code'] };

/** The one table from a refusal to the wire: RFC 9110 status, title, FHIR issue type. */
const table: Record<AppErrorKind, Row> = {
  invalid: { status: 400, title: 'The request is not well formed', issue: 'invalid' },
  unauthenticated: { status: 401, title: 'Sign in first', issue: 'login' },
  forbidden: { status: 403, title: 'Not allowed', issue: 'forbidden' },
  'not-found': { status: 404, title: 'Not found', issue: 'not-found' },
  'not-acceptable': { status: 406, title: 'No such format', issue: 'not-supported' },
  conflict: { status: 409, title: 'In conflict with what is stored', issue: 'conflict' },
  gone: { status: 410, title: 'Withdrawn', issue: 'deleted' },
  'precondition-failed': { status: 412, title: 'Changed meanwhile', issue: 'conflict' },
  'too-large': { status: 413, title: 'Too large', issue: 'too-long' },
  'unsupported-media-type': { status: 415, title: 'Format not supported', issue: 'not-supported' },
  unprocessable: { status: 422, title: 'Understood, but not acceptable', issue: 'processing' },
  'rate-limited': { status: 429, title: 'Too many requests', issue: 'throttled' },
  held: { status: 503, title: 'Held', issue: 'transient' },
  unavailable: { status: 503, title: 'Not available now', issue: 'transient' },
};

const internal: Row = { status: 500, title: 'Something went wrong here', issue: 'exception' };

/** A handler reads with a shape what its operation did not state: an address parameter, a query inside a body. */
const invalidInput = (error: z.ZodError): AppError => {
  const problems = error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code, message: issue.message }));
  const told = problems.slice(0, 5).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return new AppError('invalid', 'invalid-request', `The request is not as expected: ${told.join('; ')}.`, { problems, cause: error });
};

/** What express and its body parsers and shapes throw, in our words. */
const fromLibrary = (thrown: unknown): AppError | undefined => {
  const error = thrown as { type?: unknown; status?: unknown; limit?: unknown };
  if (error.type === 'entity.too.large') return new AppError('too-large', 'too-large', `The body is larger than the limit of ${String(error.limit)} bytes for this address.`);
  if (error.type === 'entity.parse.failed') return new AppError('invalid', 'malformed', 'The body is not well-formed JSON.');
  if (error.type === 'encoding.unsupported') return new AppError('unsupported-media-type', 'unknown-encoding', 'The body has a content encoding this node does not know: use gzip, deflate, br or none.');
  if (error.type === 'charset.unsupported') return new AppError('unsupported-media-type', 'unknown-charset', 'The body has a character set this node does not know: use UTF-8.');
  if (error.type === 'request.aborted') return new AppError('invalid', 'aborted', 'The request ended before its body was complete.');
  if (thrown instanceof z.ZodError) return invalidInput(thrown);
  if (thrown instanceof URIError) return new AppError('invalid', 'bad-address', 'The address contains a wrong percent-encoding.');
  return undefined;
};

const outcome = (row: Row, error: AppError | undefined, requestId: string): OperationOutcome => {
  const main: OperationOutcome['issue'][number] = {
    severity: 'error',
    code: row.issue,
    details: { coding: [{ system: 'urn:ehds-node:refusal', code: error?.code ?? 'internal' }], text: error?.detail ?? row.title },
    diagnostics: `request ${requestId}`,
  };
  const more = (error?.problems ?? []).map((problem): OperationOutcome['issue'][number] => ({
    severity: 'error', code: 'invalid', details: { coding: [{ system: 'urn:ehds-node:refusal', code: problem.code }], text: problem.message }, expression: [problem.path],
  }));
  return { resourceType: 'OperationOutcome', issue: [main, ...more] };
};

const problem = (row: Row, error: AppError | undefined, requestId: string): Problem => ({
  ...(error?.extra ?? {}),
  type: `urn:ehds-node:error:${error?.code ?? 'internal'}`,
  title: row.title,
  status: row.status,
  detail: error?.detail ?? `Nothing was changed. Quote ${requestId} when you ask for help.`,
  code: error?.code ?? 'internal',
  requestId,
  ...(error !== undefined && error.problems.length > 0 ? { problems: [...error.problems] } : {}),
});

/** Thrown by us without a word for it: answered 500. */
export const isDefect = (thrown: unknown): boolean => !isAppError(thrown) && fromLibrary(thrown) === undefined;

export const statusOf = (kind: AppErrorKind): number => table[kind].status;

/** The only translator from a thrown thing to an answer. `/fhir/…` answers an OperationOutcome, everything else RFC 9457. A defect is logged whole and told as nothing. */
export const errorHandler =
  (log: Logger) =>
  (thrown: unknown, req: Request, res: Response, next: NextFunction): void => {
    const error = isAppError(thrown) ? thrown : fromLibrary(thrown);
    const row = error === undefined ? internal : table[error.kind];
    const requestId = String(res.getHeader('x-request-id') ?? '');
    if (error === undefined) log.error({ defect: describeDefect(thrown), requestId, path: req.path }, 'defect');
    else if (row.status >= 500) log.warn({ code: error.code, cause: describeDefect(error.cause), requestId }, 'unavailable');
    if (res.headersSent) {
      next(thrown);
      return;
    }
    if (error?.retryAfterSeconds !== undefined) res.setHeader('retry-after', String(Math.max(1, Math.ceil(error.retryAfterSeconds))));
    if (row.status === 401) res.setHeader('www-authenticate', 'Bearer');
    const fhir = req.path.startsWith('/fhir');
    res.status(row.status).type(fhir ? 'application/fhir+json' : 'application/problem+json');
    res.send(JSON.stringify(fhir ? outcome(row, error, requestId) : problem(row, error, requestId)));
  };
