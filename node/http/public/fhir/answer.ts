import type { Request, Response } from 'express';
import type { FhirResource } from 'fhir/r4.d.ts';
import { AppError } from '../../../../core/errors.ts';
import { isUnchanged } from '../catalogue/send.ts';

const json = ['application/fhir+json', 'application/json', 'json', 'text/json', '*/*', 'application/*', 'text/html'];

/** This server speaks FHIR JSON. XML is refused in words, not answered badly. @throws AppError `not-acceptable` */
export const requireJson = (req: Request): void => {
  const asked = req.query['_format'];
  const format = typeof asked === 'string' ? asked.replace(' ', '+') : undefined;
  if (format !== undefined) {
    if (!json.some((known) => format.split(';')[0] === known)) throw new AppError('not-acceptable', 'not-acceptable', `_format=${format} is not served: this server speaks application/fhir+json.`);
    return;
  }
  const accept = req.headers.accept;
  if (accept === undefined || accept.trim() === '') return;
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
  if (!types.some((type) => json.includes(type))) throw new AppError('not-acceptable', 'not-acceptable', `"${accept}" is not served: this server speaks application/fhir+json.`);
};

/** A resource with its version as ETag and its time; 304 when the reader has it. */
export const sendResource = (req: Request, res: Response, resource: FhirResource): void => {
  const { versionId, lastUpdated } = resource.meta ?? {};
  res.setHeader('vary', 'Accept');
  res.setHeader('cache-control', 'public, max-age=60');
  if (versionId !== undefined) {
    const etag = `W/"${versionId}"`;
    res.setHeader('etag', etag);
    if (lastUpdated !== undefined) res.setHeader('last-modified', new Date(lastUpdated).toUTCString());
    if (isUnchanged(req, etag, lastUpdated)) {
      res.status(304).end();
      return;
    }
  }
  res.type('application/fhir+json').send(JSON.stringify(resource));
};
