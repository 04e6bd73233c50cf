import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import type { PageText } from '../portal/page.ts';
import { getCatalogue } from './get-catalogue.ts';
import { getDataset } from './get-dataset.ts';
import { getDetail } from './get-detail.ts';

export const catalogueOperations = (catalogue: CatalogueService, render: (page: PageText) => string): readonly Operation[] => [
  getCatalogue(catalogue, { path: '/catalogue', scope: 'own', access: everyone, offered: ['ttl', 'html', 'jsonld', 'rdf', 'nt'], render }),
  getCatalogue(catalogue, { path: '/catalogue/federated', scope: 'all', access: everyone, offered: ['ttl', 'html', 'jsonld', 'rdf', 'nt'], render }),
  getDataset(catalogue, render),
  getDetail(catalogue),
];
