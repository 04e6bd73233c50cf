import { z } from 'zod';
import { descriptionPrefixes } from '../../../../core/vocabulary/prefixes.ts';
import { serialise } from '../../../../mappings/rdf/serialise.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import { searchParameters, type SearchParameters } from '../../../catalogue/search/read-query.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { csvCell } from '../catalogue/usage.ts';

const query = searchParameters.extend({ as: z.enum(['csv', 'json', 'ttl']).default('csv') });
const columns = ['id', 'iri', 'node', 'country', 'title', 'accessLevel', 'holder', 'hdab', 'individuals', 'records', 'modified', 'score'] as const;

/** `GET /api/v1/search/export`: a result list as CSV, JSON or Turtle, at most 10,000 records, with the query and the date (catalogue.md §8). */
export const exportSearch = (catalogue: CatalogueService, now: () => string): Operation => ({
  method: 'GET',
  path: '/api/v1/search/export',
  access: everyone,
  summary: 'A result list as CSV, JSON or Turtle (at most 10,000 records)',
  perMinute: 20,
  request: { query },
  handle: async (req, res, { language }) => {
    const { as, ...parameters } = req.query as unknown as z.output<typeof query>;
    const found = await catalogue.exportOf(parameters as SearchParameters, language, as === 'ttl');
    const asked = new URL(req.url, 'http://local').search;
    res.setHeader('content-disposition', `attachment; filename="datasets-${now().slice(0, 10)}.${as}"`);
    if (as === 'json') return void res.json({ query: asked, at: now(), total: found.summaries.length, results: found.summaries });
    if (as === 'ttl') return void res.type('text/turtle').send(`# ${asked.replace(/[\r\n]/g, ' ')} ${now()}\n${serialise(found.quads, 'text/turtle', descriptionPrefixes)}`);
    const lines = found.summaries.map((one) => columns.map((column) => csvCell(one[column] ?? '')).join(','));
    res.type('text/csv').send([`# ${csvCell(asked)},${now()}`, columns.join(','), ...lines].join('\r\n'));
  },
});
