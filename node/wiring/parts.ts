import type { RenderPage } from '../http/public/portal/page.ts';
import { asId } from '../../core/ids.ts';
import type { NodeId } from '../../core/ids.ts';
import type { FindDataset } from '../applications/ports.ts';
import { catalogueStatus } from '../catalogue/own-status.ts';
import { wireApplications } from './applications.ts';
import type { Base, Offers } from './base.ts';
import type { CatalogueWiring } from './catalogue.ts';
import { wireCatalogue } from './catalogue.ts';
import { countUse, datasetUses } from './dataset-use.ts';
import { wireExchange } from './exchange.ts';
import { wireLinks } from './links.ts';
import { wireNotices } from './notices.ts';
import { wirePartnerClient } from './partner-client.ts';
import { databaseReachable } from './reachable.ts';
import type { SourcesWiring } from './sources.ts';
import { wireSources, wireTrustedHolders } from './sources.ts';
import { wireStatus } from './status.ts';
import { wireValidation } from './validation.ts';
import type { Trust } from './trust.ts';

export type PartsNeeds = { readonly trust: Trust; readonly renderPage: RenderPage; readonly databaseUrl: string };
export type Parts = { readonly offers: readonly Offers[]; readonly queueReachable: () => Promise<boolean>; readonly start: () => Promise<void> };

/** The features in the order of their needs; what one needs of another is passed here and nowhere else. */
export const wireParts = async (base: Base, needs: PartsNeeds): Promise<Parts> => {
  const { config, storage, clock } = base;
  const { directory } = needs.trust;
  const partnerClient = wirePartnerClient(base, directory);
  const exchange = await wireExchange(base, { directory, partnerClient, databaseUrl: needs.databaseUrl });
  const told = wireNotices(base);
  const trusted = wireTrustedHolders(base, () => catalogue.ingest);
  const catalogue: CatalogueWiring = wireCatalogue(base, { directory, partnerClient, renderPage: needs.renderPage, applyTrust: trusted.apply, notices: told.notices, fhirWrites: () => sources.publicOperations ?? [] });
  const sources: SourcesWiring = await wireSources(base, { ingest: catalogue.ingest, trusted, notify: told.notifyOwner, queues: exchange.queues, usage: datasetUses(storage.db, config.listeners.public.url) });
  const countryOf = (node: string): string => (node === config.node.id ? config.node.country : (directory.participant(asId<NodeId>(node))?.country ?? node.slice(0, 2)));
  const links = await wireLinks(base, { views: catalogue.links, queues: exchange.queues, countryOf });
  const findDataset: FindDataset = async (id) => {
    const found = await catalogue.datasetForApplication(id);
    const node = asId<NodeId>(found?.node ?? '');
    return found && { ...found, node, country: node === config.node.id ? config.node.country : (directory.participant(node)?.country ?? node.slice(0, 2)) };
  };
  const applications = await wireApplications(base, { directory, datasetForApplication: findDataset, addToOutbox: exchange.outbox.add, wake: exchange.wake, deliveryOf: exchange.deliveryOf, used: countUse(catalogue.usage, config.listeners.public.url) });
  const status = wireStatus(base, {
    directory,
    partners: partnerClient,
    ports: {
      catalogue: () => catalogueStatus(storage.db, clock),
      links: exchange.linkStatuses,
      applications: applications.applicationStatus,
      databaseReachable: () => databaseReachable(storage.pool),
      queueReachable: exchange.queueHealth,
      maintenance: () => exchange.maintenance(),
    },
  });
  return {
    offers: [exchange, told, catalogue, links, sources, applications, status, wireValidation(base)],
    queueReachable: exchange.queueHealth,
    start: async () => {
      await exchange.start({ handlers: applications.handlers, hooks: applications.hooks });
      status.start();
    },
  };
};
