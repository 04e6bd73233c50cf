import { z } from 'zod';
import { prefixes } from '../../../../core/vocabulary/prefixes.ts';
import { serialise } from '../../../../mappings/rdf/serialise.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import type { Extension } from '../../../catalogue/publish/negotiate.ts';
import { mediaTypeOf } from '../../../catalogue/publish/negotiate.ts';
import { etagOf } from '../../../catalogue/publish/representations.ts';
import type { Access, Operation } from '../../operation.ts';
import type { PageText } from '../portal/page.ts';
import { formatOf, sendRepresentation } from './send.ts';

export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  perPage: z.coerce.number().int().min(1).max(500).default(100),
  after: z.string().max(200).optional(),
  modified_since: z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'must be a date or an instant such as 2026-03-31T00:00:00Z').optional(),
  format: z.string().optional(),
  lang: z.string().optional(),
});

const textOf = (catalogue: CatalogueService, page: Awaited<ReturnType<CatalogueService['page']>>, language: string): PageText => ({
  lang: language,
  title: `${catalogue.identity.name[language] ?? catalogue.identity.name['en'] ?? catalogue.identity.node}: ${page.facts.total}`,
  text: ['HealthDCAT-AP', ...page.records.map((record) => `${record.title} — ${catalogue.identity.url}/dataset/${record.id}`)],
});

/** A catalogue as a paged RDF collection (catalogue.md §5.1, §5.3). `own`: what this node publishes; `all`: partners' records, too. */
export const getCatalogue = (catalogue: CatalogueService, options: { path: string; scope: 'own' | 'all'; access: Access; offered: readonly Extension[]; render?: (page: PageText) => string }): Operation => ({
  method: 'GET',
  path: options.path,
  access: options.access,
  summary: options.scope === 'own' ? 'This node\'s catalogue, page by page' : 'Own and partner records, page by page',
  perMinute: 6_000,
  request: { query: pageQuery },
  handle: async (req, res, { language }) => {
    const query = req.query as unknown as z.output<typeof pageQuery>;
    const format = formatOf(req, options.offered);
    const page = await catalogue.page({
      scope: options.scope, perPage: query.perPage,
      ...(query.after === undefined ? {} : { after: query.after }), ...(query.page === undefined ? {} : { page: query.page }),
      ...(query.modified_since === undefined ? {} : { modifiedSince: new Date(query.modified_since).toISOString() }),
    });
    res.setHeader('link', [`<${page.first}>; rel="first"`, ...(page.next === undefined ? [] : [`<${page.next}>; rel="next"`])].join(', '));
    const etag = etagOf(mediaTypeOf(format), page.self, page.facts.total, ...page.records.map((record) => `${record.id} ${record.shown_version} ${record.outer_hash ?? ''} ${record.state}`));
    const body = format === 'html' && options.render !== undefined ? options.render(textOf(catalogue, page, language)) : serialise(page.quads, mediaTypeOf(format), prefixes);
    sendRepresentation(req, res, format, { body, etag, ...(page.facts.modified === null ? {} : { lastModified: page.facts.modified }) });
  },
});
