import { searchAnswer } from '../../../../core/api/datasets.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import { searchParameters, type SearchParameters } from '../../../catalogue/search/read-query.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

/** `GET /api/v1/search`: datasets of all nodes, with facets, highlights and the state of every node (catalogue.md §8). */
export const searchDatasets = (catalogue: CatalogueService): Operation => ({
  method: 'GET',
  path: '/api/v1/search',
  access: everyone,
  summary: 'Search datasets of all nodes: words, "phrase", -word, title:, holder:, variable:, code:; facets repeat (OR), different facets are AND',
  perMinute: 60_000,
  request: { query: searchParameters },
  response: searchAnswer,
  handle: async (req, res, { language }) => {
    const answer = await catalogue.searchText(req.query as unknown as SearchParameters, language);
    res.setHeader('cache-control', 'no-cache');
    res.type('application/json').send(answer);
  },
});
