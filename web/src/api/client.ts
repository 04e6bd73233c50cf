import type { Problem } from '../../../core/api/problem.ts';

/** An answer that is not 2xx, or no answer at all (`status` 0, code `offline`). */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
    this.status = problem.status;
    this.problem = problem;
  }
}

export const isApiError = (thrown: unknown, ...statuses: readonly number[]): thrown is ApiError =>
  thrown instanceof ApiError && (statuses.length === 0 || statuses.includes(thrown.status));

let csrfToken: string | undefined;
/** The session answer carries the token that every unsafe request must send back. */
export const rememberCsrfToken = (token: string | undefined): void => {
  csrfToken = token;
};

const offline: Problem = { type: 'about:blank', title: 'No connection', status: 0, code: 'offline', requestId: '' };

const problemOf = async (response: Response): Promise<Problem> => {
  const fallback: Problem = { type: 'about:blank', title: response.statusText, status: response.status, code: 'unknown', requestId: response.headers.get('x-request-id') ?? '' };
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return fallback;
  }
};

const ask = async (path: string, init: RequestInit): Promise<Response> => {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin' });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(offline);
  }
  if (!response.ok) throw new ApiError(await problemOf(response));
  return response;
};

const headersOf = (extra: Record<string, string>): Record<string, string> => ({
  accept: 'application/json, application/problem+json',
  'accept-language': document.documentElement.lang,
  ...extra,
});

/** Reads JSON. @throws ApiError with the problem document of the server */
export const getJson = async <T>(path: string, signal?: AbortSignal): Promise<T> => {
  const response = await ask(path, { headers: headersOf({}), ...(signal === undefined ? {} : { signal }) });
  return (await response.json()) as T;
};

export type Unsafe = 'POST' | 'PUT' | 'DELETE' | 'PATCH';

/** Sends JSON (or text or a file with its own type) and reads the JSON answer, if there is one. @throws ApiError */
export const sendJson = async <T>(method: Unsafe, path: string, body?: unknown, extra: Record<string, string> = {}): Promise<T> => {
  const text = typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body);
  const headers = headersOf({ ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }), ...extra });
  const response = await ask(path, { method, headers, ...(body === undefined ? {} : { body: text }) });
  const answer = await response.text();
  return (answer === '' ? undefined : JSON.parse(answer)) as T;
};
