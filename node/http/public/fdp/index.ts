import type { Request } from 'express';
import { ldp } from '../../../../core/vocabulary/ldp.ts';
import { prefixes } from '../../../../core/vocabulary/prefixes.ts';
import { serialise } from '../../../../mappings/rdf/serialise.ts';
import type { Fdp, FdpPage } from '../../../catalogue/publish/fdp.ts';
import { mediaTypeOf } from '../../../catalogue/publish/negotiate.ts';
import { etagOf } from '../../../catalogue/publish/representations.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { formatOf, sendRepresentation } from '../catalogue/send.ts';

const read = (path: string, summary: string, make: (req: Request) => Promise<FdpPage>): Operation => ({
  method: 'GET', path, access: everyone, summary, perMinute: 12_000,
  handle: async (req, res) => {
    const format = formatOf(req, ['ttl', 'jsonld']);
    const page = await make(req);
    res.setHeader('allow', 'GET, HEAD, OPTIONS');
    res.setHeader('link', [`<${ldp.Resource}>; rel="type"`, ...(page.container ? [`<${ldp.DirectContainer}>; rel="type"`] : []), ...(page.next === undefined ? [] : [`<${page.next}>; rel="next"`])].join(', '));
    const body = serialise(page.quads, mediaTypeOf(format), prefixes);
    sendRepresentation(req, res, format, { body, etag: etagOf('fdp', format, body), ...(page.modified === undefined ? {} : { lastModified: page.modified }) });
  },
});

const refuse = (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'): Operation => ({
  method, path: '/fdp{/*rest}', access: everyone, summary: 'The FAIR Data Point view is read-only', body: 'none', perMinute: 600,
  handle: (_req, res) => {
    res.setHeader('allow', 'GET, HEAD, OPTIONS');
    res.status(405).type('application/problem+json').send(JSON.stringify({ type: 'urn:ehds-node:error:read-only', title: 'Read-only', status: 405, code: 'read-only', detail: 'The FAIR Data Point view is read-only: write through /api/v1/datasets.', requestId: res.getHeader('x-request-id') ?? '' }));
  },
});

/** The FAIR Data Point / LDP view (catalogue.md §5.4). */
export const fdpOperations = (fdp: Fdp): readonly Operation[] => [
  read('/fdp', 'FAIR Data Point: root', () => fdp.root()),
  read('/fdp/catalog/:id', 'FAIR Data Point: the catalogue', (req) => {
    const after = req.query['after'];
    if (Array.isArray(after)) throw new AppError('invalid', 'bad-cursor', 'Give one cursor.');
    return fdp.catalog(String(req.params['id']), typeof after === 'string' ? after : '');
  }),
  read('/fdp/dataset/:id', 'FAIR Data Point: a dataset', (req) => fdp.dataset(String(req.params['id']))),
  ...(['POST', 'PUT', 'PATCH', 'DELETE'] as const).map(refuse),
];
