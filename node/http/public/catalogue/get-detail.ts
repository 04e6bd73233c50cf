import { datasetDetail } from '../../../../core/api/datasets.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import type { Usage } from '../../../catalogue/usage/usage.ts';
import { isRobot } from '../../../catalogue/usage/usage.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

/** `GET /api/v1/datasets/{id}`: what the portal's page shows. */
export const getDetail = (catalogue: CatalogueService, usage?: Usage): Operation => ({
  method: 'GET',
  path: '/api/v1/datasets/:id',
  access: everyone,
  summary: 'One dataset in the reader\'s language, with labels, variables, quality, versions and origin',
  perMinute: 60_000,
  response: datasetDetail,
  handle: async (req, res, { language }) => {
    const id = String(req.params['id']);
    const detail = await catalogue.detail(id, language);
    // the portal says when a search led here
    if (req.query['from'] === 'search' && !isRobot(req.headers['user-agent'])) usage?.count(id, 'search');
    res.json(detail);
  },
});
