import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import type { Usage } from '../../../catalogue/usage/usage.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import type { PageText } from '../portal/page.ts';
import { getCatalogue } from './get-catalogue.ts';
import { getDataset } from './get-dataset.ts';
import { getDetail } from './get-detail.ts';
import { getHistory } from './history.ts';
import { nodeOperations } from './nodes.ts';
import { getReport } from './report.ts';
import { sitemapOperations } from './sitemap.ts';
import { variableOperations } from './variables.ts';

/** Published interfaces of the catalogue (catalogue.md §5.1): no login, open to every origin for reading. */
export const catalogueOperations = (catalogue: CatalogueService, render: (page: PageText) => string, usage?: Usage): readonly Operation[] => [
  getCatalogue(catalogue, { path: '/catalogue', scope: 'own', access: everyone, offered: ['ttl', 'html', 'jsonld', 'rdf', 'nt'], render }),
  getCatalogue(catalogue, { path: '/catalogue/federated', scope: 'all', access: everyone, offered: ['ttl', 'html', 'jsonld', 'rdf', 'nt'], render }),
  getDataset(catalogue, render, usage),
  getDetail(catalogue, usage),
  getHistory(catalogue, render),
  getReport(catalogue, render),
  ...variableOperations(catalogue),
  ...nodeOperations(catalogue),
  ...sitemapOperations(catalogue),
];
