import { isAppError } from '../../core/errors.ts';

type PgLike = { readonly code?: unknown; readonly message?: unknown };

// PostgreSQL: connection exceptions, shutting down, serialization, deadlock, out of resources (disk full), read-only, disk errors. Nothing a handler did.
const passingCodes = /^(08|57P|40001|40P01|53|55P03|25006|58)/;
const passingWords = /Connection terminated|timeout exceeded when trying to connect|ECONNREFUSED|ECONNRESET|the database system is/;

/** Whether the failure is the database's or the machine's own and will pass: it does not count against the message. */
export const isPassing = (error: unknown): boolean => {
  const { code, message } = error as PgLike;
  if (typeof code === 'string' && (passingCodes.test(code) || code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ENOSPC')) return true;
  return typeof message === 'string' && passingWords.test(message);
};

/** Where it failed: the lines of the stack without the message, which may quote content. */
export const framesOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).join('\n') : undefined);

/** What failed, for a row and a log: names and codes, not the message of a foreign error, which may quote content. */
export const wordsOf = (error: unknown): string => {
  if (isAppError(error)) return `${error.code}: ${error.detail}`.slice(0, 300);
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const code = (error as PgLike).code;
  const where = /\n\s+at .*?([\w-]+\.ts:\d+)/.exec(error.stack ?? '')?.[1];
  return [error.name, typeof code === 'string' ? code : '', where === undefined ? '' : `at ${where}`].filter((part) => part !== '').join(' ');
};
