import { AppError, isAppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';

type Thrown = { readonly code?: unknown; readonly name?: unknown; readonly message?: unknown; readonly cause?: unknown };

const dns = ['ENOTFOUND', 'EAI_AGAIN'];
const connect = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'];
const timeout = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_ABORTED', 'ABORT_ERR'];

const certificate = (code: string, message: string): boolean =>
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|CRL_|ERR_OSSL)/.test(code) || /certificate|the server's key|alert/i.test(message);

const stepOf = (error: Thrown): string => {
  const code = typeof error.code === 'string' ? error.code : '';
  const message = typeof error.message === 'string' ? error.message : '';
  if (dns.includes(code)) return 'partner-dns';
  if (connect.includes(code)) return 'partner-connect';
  if (timeout.includes(code) || error.name === 'TimeoutError' || error.name === 'AbortError') return 'partner-timeout';
  return certificate(code, message) ? 'partner-tls' : 'partner-reset';
};

const words: Readonly<Record<string, string>> = {
  'partner-dns': 'its name cannot be found',
  'partner-connect': 'nothing answers at its address',
  'partner-tls': 'the secure connection was not accepted',
  'partner-timeout': 'it did not answer in time',
  'partner-reset': 'the connection broke',
};

/** What the network said, as one of five steps a person can act on (exchange.md §4.2, §6). */
export const networkError = (node: NodeId, thrown: unknown): AppError => {
  if (isAppError(thrown)) return thrown;
  const step = stepOf(thrown as Thrown);
  return new AppError('unavailable', step, `${node} cannot be reached: ${words[step] ?? 'unknown reason'}.`, { cause: thrown });
};
