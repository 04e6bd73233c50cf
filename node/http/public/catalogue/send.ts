import type { Request, Response } from 'express';
import type { Extension } from '../../../catalogue/publish/negotiate.ts';
import { chooseFormat, mediaTypeOf } from '../../../catalogue/publish/negotiate.ts';

export type Sendable = { readonly body: Buffer | string; readonly etag: string; readonly lastModified?: string };

const unquoted = (tag: string): string => tag.trim().replace(/^W\//, '');

/** Both conditional forms of RFC 9110 §13: If-None-Match counts when it is there, else If-Modified-Since. */
export const isUnchanged = (req: Request, etag: string, lastModified: string | undefined): boolean => {
  const tags = req.headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => unquoted(tag) === '*' || unquoted(tag) === unquoted(etag));
  const since = req.headers['if-modified-since'];
  if (since === undefined || lastModified === undefined) return false;
  // HTTP dates have whole seconds
  return Math.floor(Date.parse(lastModified) / 1000) <= Math.floor(Date.parse(since) / 1000);
};

export const formatOf = (req: Request, offered: readonly Extension[], extension?: string): Extension => {
  const asked = req.query['format'];
  return chooseFormat(offered, { extension: extension ?? (typeof asked === 'string' ? asked : undefined), accept: req.headers.accept });
};

/** An answer with its validators and caching rule (catalogue.md §5.3); 304 when the reader has it already. */
export const sendRepresentation = (req: Request, res: Response, format: Extension, made: Sendable): void => {
  res.setHeader('vary', 'Accept, Accept-Language');
  res.setHeader('cache-control', 'public, max-age=60, stale-while-revalidate=600');
  res.setHeader('etag', made.etag);
  if (made.lastModified !== undefined) res.setHeader('last-modified', new Date(made.lastModified).toUTCString());
  if (isUnchanged(req, made.etag, made.lastModified)) {
    res.status(304).end();
    return;
  }
  const type = mediaTypeOf(format);
  res.setHeader('content-type', type.startsWith('text/') || type === 'application/n-triples' ? `${type}; charset=utf-8` : type);
  res.end(req.method === 'HEAD' ? undefined : made.body);
};
