import { datasetDetail } from '../../../../core/api/datasets.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

/** `GET /api/v1/datasets/{id}`: what the portal's page shows. */
export const getDetail = (catalogue: CatalogueService): Operation => ({
  method: 'GET',
  path: '/api/v1/datasets/:id',
  access: everyone,
  summary: 'One dataset in the reader\'s language, with labels, variables, quality, versions and origin',
  perMinute: 60_000,
  response: datasetDetail,
  handle: async (req, res, { language }) => {
    res.json(await catalogue.detail(String(req.params['id']), language));
  },
});
