import type { Request } from 'express';
import { AppError } from '../../../../core/errors.ts';

/** A named part of the path. */
export const part = (req: Request, name: string): string => String(req.params[name] ?? '');

/** The revision an edit began from: `If-Match: "3"`. @throws AppError `bad-if-match` */
export const revisionOf = (req: Request): number | undefined => {
  const header = req.headers['if-match'];
  if (header === undefined) return undefined;
  const found = /^(?:W\/)?"(\d+)"$/.exec(header.trim());
  if (found === null) throw new AppError('invalid', 'bad-if-match', 'If-Match must be the ETag this node gave, e.g. "3".');
  return Number(found[1]);
};
