import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import type { ApplicationView } from '../../../../core/api/applications.ts';
import { AppError } from '../../../../core/errors.ts';

/** A named part of the path. */
export const part = (req: Request, name: string): string => String(req.params[name] ?? '');

/**
 * The whole view with its ETag `"<revision>-<digest>"`. The revision counts edits of the draft and is what If-Match looks at; the digest covers
 * what partners change (status, decisions, delivery) too, so that a reader who asks with If-None-Match is never told that nothing is new when a country has decided.
 */
export const sendView = (res: Response, view: ApplicationView): void => {
  const digest = createHash('sha256').update(JSON.stringify(view)).digest('base64url').slice(0, 16);
  res.set('etag', `"${view.revision}-${digest}"`).json(view);
};

/** The revision an edit began from: `If-Match: "3"` or the ETag as given. @throws AppError `bad-if-match` */
export const revisionOf = (req: Request): number | undefined => {
  const header = req.headers['if-match'];
  if (header === undefined) return undefined;
  const found = /^(?:W\/)?"(\d+)(?:-[\w-]+)?"$/.exec(header.trim());
  if (found === null) throw new AppError('invalid', 'bad-if-match', 'If-Match must be the ETag this node gave, e.g. "3".');
  return Number(found[1]);
};
