import { z } from 'zod';
import { qualityDocuments, qualityOverview, recordQuality } from '../../../../core/api/quality.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Caller } from '../../../../core/roles.ts';
import type { Documents } from '../../../catalogue/documents/documents.ts';
import { maxDocumentBytes } from '../../../catalogue/documents/documents.ts';
import type { Quality } from '../../../catalogue/quality/quality.ts';
import { isStaff } from '../../../catalogue/quality/quality.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, only } from '../../operation.ts';

const holdersAndStaff = only('data-holder', 'trusted-holder', 'case-handler', 'decision-maker', 'operator', 'coordinator', 'auditor');
const documentReaders = only('data-holder', 'trusted-holder', 'case-handler', 'decision-maker');
const documentWriters = only('data-holder', 'trusted-holder');
const overviewQuery = z.object({ source: z.string().max(100).optional(), holder: z.string().max(500).optional(), lang: z.string().optional() });

/** Staff look at the node, a source or a holder; a holder at their own. */
const scopeOf = (caller: Caller, query: z.output<typeof overviewQuery>): Parameters<Quality['overview']>[0] => {
  if (isStaff(caller)) return query.source !== undefined ? { kind: 'source', name: query.source } : query.holder !== undefined ? { kind: 'holder', name: query.holder } : { kind: 'node' };
  if (caller.holder === undefined) throw new AppError('forbidden', 'no-holder', 'Your account names no data holder: ask the operator of your identity provider.');
  return { kind: 'holder', name: caller.holder };
};

const view = (one: Awaited<ReturnType<Documents['list']>>[number]) => ({ id: one.id, name: one.name, mediaType: one.media_type, size: one.size, sha256: one.sha256, addedAt: one.added_at });

export const qualityOperations = (quality: Quality, documents: Documents): readonly Operation[] => [
  {
    method: 'GET', path: '/api/v1/quality', access: holdersAndStaff, summary: 'How good descriptions are and what gains most: of the caller\'s holder; for staff of the node, a source or a holder', perMinute: 60, request: { query: overviewQuery }, response: qualityOverview,
    handle: async (req, res, context) => void res.json(await quality.overview(scopeOf(callerOf(context), overviewQuery.parse(req.query)), context.language)),
  },
  {
    method: 'GET', path: '/api/v1/datasets/:id/quality', access: holdersAndStaff, summary: 'Findings, score and label view of the newest version of a description, also of a draft', response: recordQuality,
    handle: async (req, res, context) => void res.json(await quality.ofRecord(String(req.params['id']), callerOf(context), context.language)),
  },
  {
    method: 'GET', path: '/api/v1/datasets/:id/documents', access: documentReaders, summary: 'Documents that support the quality and utility label (Art. 60(4)); never public', response: qualityDocuments,
    handle: async (req, res, context) => void res.json({ documents: (await documents.list(callerOf(context), String(req.params['id']))).map(view) }),
  },
  {
    method: 'POST', path: '/api/v1/datasets/:id/documents', access: documentWriters, summary: 'Store a document with a description: PDF, text or office file, 10 MiB at most', body: 'bytes', maxBodyBytes: maxDocumentBytes, perMinute: 60,
    request: { query: z.object({ name: z.string().min(1).max(300) }) },
    handle: async (req, res, context) => {
      const stored = await documents.add(callerOf(context), String(req.params['id']), String(req.query['name']), Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));
      res.status(201).location(`/api/v1/datasets/${stored.record_id}/documents/${stored.id}`).json(view(stored));
    },
  },
  {
    method: 'GET', path: '/api/v1/datasets/:id/documents/:document', access: documentReaders, summary: 'One document, as a download', perMinute: 60,
    handle: async (req, res, context) => {
      const found = await documents.read(callerOf(context), String(req.params['id']), String(req.params['document']));
      res.attachment(found.name).type(found.media_type).setHeader('x-content-type-options', 'nosniff');
      res.send(found.bytes);
    },
  },
  {
    method: 'DELETE', path: '/api/v1/datasets/:id/documents/:document', access: documentWriters, summary: 'Remove a document',
    handle: async (req, res, context) => {
      await documents.remove(callerOf(context), String(req.params['id']), String(req.params['document']));
      res.status(204).end();
    },
  },
];
