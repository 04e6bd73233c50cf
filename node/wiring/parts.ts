import type { RenderPage } from '../http/public/portal/page.ts';
import type { Base, Offers } from './base.ts';
import { wireCatalogue } from './catalogue.ts';
import { wireExchange } from './exchange.ts';
import { wirePartnerClient } from './partner-client.ts';
import { wireSources } from './sources.ts';
import type { Trust } from './trust.ts';

export type PartsNeeds = { readonly trust: Trust; readonly renderPage: RenderPage; readonly databaseUrl: string };
export type Parts = { readonly offers: readonly Offers[]; readonly queueReachable: () => Promise<boolean>; readonly start: () => Promise<void> };

/** The features in the order of their needs; what one needs of another is passed here and nowhere else. */
export const wireParts = async (base: Base, needs: PartsNeeds): Promise<Parts> => {
  const { directory } = needs.trust;
  const partnerClient = wirePartnerClient(base, directory);
  const exchange = await wireExchange(base, { directory, partnerClient, databaseUrl: needs.databaseUrl });
  const catalogue = wireCatalogue(base, { directory, partnerClient, renderPage: needs.renderPage });
  const sources = await wireSources(base, { ingest: catalogue.ingest });
  return {
    offers: [exchange, catalogue, sources],
    queueReachable: exchange.queueHealth,
    start: async () => undefined,
  };
};
