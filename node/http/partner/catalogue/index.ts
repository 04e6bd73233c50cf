import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import { partners, type Operation } from '../../operation.ts';
import { wakeCatalogue } from './wake.ts';
import { getCatalogue } from '../../public/catalogue/get-catalogue.ts';

/** What partners read over mutual TLS: the own catalogue, the same pages as in public. */
export const partnerCatalogueOperations = (catalogue: CatalogueService, harvest: (node: string) => Promise<unknown>): readonly Operation[] => [
  wakeCatalogue(harvest),
  getCatalogue(catalogue, { path: '/catalogue', scope: 'own', access: partners, offered: ['nt', 'ttl', 'jsonld', 'rdf'] }),
];
