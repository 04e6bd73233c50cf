import type { Request, Response } from 'express';
import type { AppError } from '../../../../core/errors.ts';
import { adms } from '../../../../core/vocabulary/adms.ts';
import { scheme } from '../../../../core/vocabulary/authority.ts';
import { dcat } from '../../../../core/vocabulary/dcat.ts';
import { dct } from '../../../../core/vocabulary/dct.ts';
import { descriptionPrefixes } from '../../../../core/vocabulary/prefixes.ts';
import { xsd } from '../../../../core/vocabulary/xsd.ts';
import { serialise } from '../../../../mappings/rdf/serialise.ts';
import { namedNode, plainLiteral, quad, typedLiteral, typeQuad } from '../../../../mappings/rdf/terms.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import type { Extension } from '../../../catalogue/publish/negotiate.ts';
import { mediaTypeOf } from '../../../catalogue/publish/negotiate.ts';
import type { PageText } from '../portal/page.ts';

type Told = { readonly iri: string; readonly datasetTitle: string; readonly withdrawnAt: string; readonly reason: string | null; readonly successor?: string };

const asRdf = (told: Told, mediaType: string): string => {
  const record = namedNode(`${told.iri}#record`);
  return serialise(
    [
      typeQuad(record, dcat.CatalogRecord),
      quad(record, 'http://xmlns.com/foaf/0.1/primaryTopic', namedNode(told.iri)),
      quad(record, dct.title, plainLiteral(told.datasetTitle)),
      quad(record, adms.status, namedNode(`${scheme.distributionStatus}/WITHDRAWN`)),
      quad(record, dct.modified, typedLiteral(told.withdrawnAt, xsd.dateTime)),
      ...(told.reason === null ? [] : [quad(record, adms.versionNotes, plainLiteral(told.reason))]),
      ...(told.successor === undefined ? [] : [quad(namedNode(told.iri), dct.isReplacedBy, namedNode(told.successor))]),
    ],
    mediaType,
    descriptionPrefixes,
  );
};

/** 410 with title, date, reason and successor, in the format that was asked for (catalogue.md §5.1). */
export const sendGone = (req: Request, res: Response, format: Extension, error: AppError, page: { catalogue: CatalogueService; render: (page: PageText) => string; language: string }): void => {
  const told = error.extra as unknown as Told;
  res.status(410).setHeader('vary', 'Accept, Accept-Language');
  res.setHeader('cache-control', 'public, max-age=60');
  if (format === 'html') {
    res.type('html').send(page.render({ lang: page.language, title: told.datasetTitle, text: [told.datasetTitle, error.detail, told.successor ?? ''].filter((part) => part !== '') }));
    return;
  }
  if (format === 'json') {
    res.type('application/problem+json').send(JSON.stringify({ type: 'urn:ehds-node:error:withdrawn', title: 'Withdrawn', status: 410, code: 'withdrawn', detail: error.detail, requestId: res.getHeader('x-request-id') ?? '', ...error.extra }));
    return;
  }
  const type = mediaTypeOf(format);
  res.setHeader('content-type', type);
  res.end(asRdf(told, type));
};
