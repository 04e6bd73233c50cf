/** The closed set of ways an operation can be refused; one table at the edge turns it into a status (node/http/errors.ts). */
export type AppErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'conflict'
  | 'precondition-failed'
  | 'not-acceptable'
  | 'unsupported-media-type'
  | 'unprocessable'
  | 'too-large'
  | 'rate-limited'
  | 'held'
  | 'unavailable';

export type FieldProblem = { readonly path: string; readonly code: string; readonly message: string };

export type AppErrorOptions = {
  readonly cause?: unknown;
  /** Field by field, for forms and records. */
  readonly problems?: readonly FieldProblem[];
  /** Seconds, becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Extra public members of the problem document. */
  readonly extra?: Readonly<Record<string, unknown>>;
};

/** A refusal a person can act on. `code` is stable and in the domain's words; `detail` is public; `cause` is for the log only. */
export class AppError extends Error {
  readonly kind: AppErrorKind;
  readonly code: string;
  readonly detail: string;
  readonly problems: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(kind: AppErrorKind, code: string, detail: string, options: AppErrorOptions = {}) {
    super(`${code}: ${detail}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.detail = detail;
    this.problems = options.problems ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.extra = options.extra ?? {};
  }
}

export const isAppError = (thrown: unknown): thrown is AppError => thrown instanceof AppError;
