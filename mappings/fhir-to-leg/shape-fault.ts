import { AppError } from '../../core/errors.ts';

/** The content of a message is not what its event asks for: answered "not validated: shape" (applications.md §4.4). */
export const shapeFault = (detail: string): AppError => new AppError('invalid', 'shape', detail);

/** @throws AppError `shape` naming what is missing */
export const need = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw shapeFault(`${what} is missing`);
  return value;
};
