import { AppError } from '../../core/errors.ts';

/** One shape for every syntax error: where, and what stood there (catalogue.md §3.2 step 1, §6.8 `parse-error`). */
export const parseError = (message: string, line: number | undefined, column: number | undefined, cause?: unknown): AppError => {
  const place = line === undefined ? '' : `Line ${line}${column === undefined ? '' : `, column ${column}`}: `;
  return new AppError('invalid', 'parse-error', `${place}${message}.`.replace(/\.\.$/, '.'), {
    cause,
    extra: { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) },
  });
};
