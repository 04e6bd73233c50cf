import type { AppErrorKind } from '../../core/errors.ts';
import { AppError } from '../../core/errors.ts';
import type { RefusalCode } from '../../core/exchange.ts';

/** Which HTTP status a refusal gets, through the one table in node/http/errors.ts (exchange.md §3.2). */
const kinds: Record<RefusalCode, AppErrorKind> = {
  'id-reused': 'conflict',
  malformed: 'invalid',
  'too-deep': 'invalid',
  'too-large': 'too-large',
  'wrong-destination': 'forbidden',
  'sender-mismatch': 'forbidden',
  'bad-signature': 'forbidden',
  'unknown-key': 'forbidden',
  'unsupported-event': 'unprocessable',
  'unsupported-version': 'unprocessable',
  expired: 'gone',
  throttled: 'rate-limited',
  maintenance: 'held',
  'not-a-participant': 'forbidden',
  internal: 'unavailable',
};

/** A refusal by the guard chain. `detail` goes to the partner: it names limits and places, never contents. */
export const refusal = (code: RefusalCode, detail: string, options: { retryAfterSeconds?: number; cause?: unknown } = {}): AppError => new AppError(kinds[code], code, detail, options);
