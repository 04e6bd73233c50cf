import type { PartnerClient } from '../../connectors/partner/partner-client.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import { toRecord } from '../../mappings/dcat-to-dataset/to-record.ts';
import type { NormaliseSettings } from '../../mappings/normalise/settings.ts';
import { normalise } from '../../mappings/normalise/normalise.ts';
import { labelOf } from '../../mappings/vocabularies/index.ts';
import { createAlerts } from '../catalogue/alerts/alerts.ts';
import type { CatalogueService } from '../catalogue/catalogue.ts';
import { createCatalogue } from '../catalogue/catalogue.ts';
import { createDescribe } from '../catalogue/describe.ts';
import type { Federation } from '../catalogue/federation/federation.ts';
import { createFederation, createPartnerReader } from '../catalogue/federation/federation.ts';
import { createFeed } from '../catalogue/feed/pages.ts';
import { newestPublished } from '../catalogue/feed/newest.ts';
import { createFhir } from '../catalogue/fhir/fhir.ts';
import { createWaker } from '../catalogue/federation/wake.ts';
import type { LinkViews } from '../catalogue/links/prober.ts';
import { createLinkViews } from '../catalogue/links/prober.ts';
import { createDocuments } from '../catalogue/documents/documents.ts';
import { createQuality } from '../catalogue/quality/quality.ts';
import { createFreshness } from '../catalogue/freshness.ts';
import type { Ingest } from '../catalogue/ingest.ts';
import { createIngest } from '../catalogue/ingest.ts';
import type { CataloguePartner, CataloguePorts } from '../catalogue/ports.ts';
import { createFdp } from '../catalogue/publish/fdp.ts';
import { createSameDataset } from '../catalogue/same-dataset.ts';
import { searchConcepts } from '../catalogue/search/search-concepts.ts';
import { createSparql } from '../catalogue/sparql/sparql.ts';
import type { Usage } from '../catalogue/usage/usage.ts';
import { createUsage } from '../catalogue/usage/usage.ts';
import type { Validator } from '../catalogue/validate/validator.ts';
import { createValidator } from '../catalogue/validate/validator.ts';
import type { Directory } from '../directory/directory.ts';
import { partnerCatalogueOperations } from '../http/partner/catalogue/index.ts';
import { partnerCatalogueDesk } from '../http/public/catalogue/partner-catalogues.ts';
import { savedOperations } from '../http/public/catalogue/readers/saved.ts';
import { getSame } from '../http/public/catalogue/same-dataset.ts';
import { readUsage } from '../http/public/catalogue/usage.ts';
import { fdpOperations } from '../http/public/fdp/index.ts';
import { sparqlOperations } from '../http/public/sparql/index.ts';
import { catalogueOperations } from '../http/public/catalogue/index.ts';
import type { Operation } from '../http/operation.ts';
import { everyone, partners } from '../http/operation.ts';
import { qualityOperations } from '../http/public/quality/index.ts';
import { feedOperations } from '../http/public/feed/index.ts';
import type { Notices } from '../notices/notices.ts';
import { fhirOperations } from '../http/public/fhir/index.ts';
import type { RenderPage } from '../http/public/portal/page.ts';
import { searchOperations } from '../http/public/search/index.ts';
import { version } from '../version.ts';
import type { Base, Offers } from './base.ts';

export type CatalogueNeeds = { readonly directory: Directory; readonly partnerClient: PartnerClient; readonly renderPage: RenderPage; /** Tells people by mail, too. */ readonly notices?: Notices; /** Puts the decisions on trusted holders onto a description. */ readonly applyTrust?: (description: Description) => Description; /** FHIR writes of the holders' door, for the CapabilityStatement. */ readonly fhirWrites?: () => readonly Operation[] };
export type CatalogueWiring = Offers & {
  readonly catalogue: CatalogueService;
  readonly ingest: Ingest<NormaliseSettings>;
  readonly federation: Federation;
  readonly usage: Usage;
  readonly links: LinkViews;
  /** What an application chooses and freezes; works for partner records, too. */
  readonly datasetForApplication: CatalogueService['forApplication'];
};

// one page of 100 records is some 5 MB of N-Triples; descriptions with many variables are larger
const maxAnswerBytes = 64 * 1024 * 1024;
const timeoutMs = 60_000;

const partnersOf = (base: Base, directory: Directory) => (): readonly CataloguePartner[] =>
  directory.document().participants
    .filter((one) => one.nodeId !== base.config.node.id && one.state.code !== 'joining' && one.state.code !== 'revoked')
    .map((one) => ({ nodeId: one.nodeId, name: one.name, country: one.country, portal: one.portal, active: one.state.code === 'active' || one.state.code === 'maintenance' }));

const portsOf = (base: Base, needs: CatalogueNeeds): CataloguePorts => ({
  partners: partnersOf(base, needs.directory),
  getFromPartner: (to, path, headers) => needs.partnerClient.request(to, { method: 'GET', path, headers, timeoutMs, maxBytes: maxAnswerBytes }),
});

/** Builds the catalogue: ingest for the sources, search and pages for everybody, copies of the partners' catalogues. */
export const wireCatalogue = (base: Base, needs: CatalogueNeeds): CatalogueWiring => {
  const { config, clock, log, audit } = base;
  const { db } = base.storage;
  const ports = portsOf(base, needs);
  const url = config.listeners.public.url;
  const own = { id: config.node.id, name: config.node.name, country: config.node.country };
  const countryOf = (node: string): string => (node === own.id ? own.country : (ports.partners().find((one) => one.nodeId === node)?.country ?? node.slice(0, 2)));
  // shapes and lists are read once, at the first description
  let validator: Promise<Validator> | undefined;
  const describe = createDescribe({
    base: url,
    validate: async (description, record) => {
      validator ??= createValidator();
      return (await validator).validate(description, record);
    },
  });
  const normaliseWith = (description: Description, settings: NormaliseSettings | undefined) => {
    const { description: normal, changes } = normalise(description, settings);
    return { description: needs.applyTrust?.(normal) ?? normal, notes: changes };
  };
  const ingest = createIngest<NormaliseSettings>({ clock, node: own, publicUrl: url, normalise: normaliseWith, toRecord, describe, countryOf });
  const freshness = createFreshness({ db, clock, everyMs: config.catalogue.harvestMs, own, partners: ports.partners });
  const links = createLinkViews({ db, on: config.catalogue.links.on });
  const catalogue = createCatalogue({ db, clock, identity: { url, name: own.name, node: own.id, country: own.country }, concepts: searchConcepts, labels: labelOf, freshness, countryOf, links });
  const gateways = () => needs.directory.document().participants.filter((one) => one.state.code !== 'joining').map((one) => ({ nodeId: one.nodeId, name: one.name, country: one.country, portal: one.portal, gateway: one.gateway, active: one.state.code === 'active' }));
  const fhir = createFhir({ catalogue, demo: config.node.demo, partners: gateways });
  const feed = createFeed(db, `${url}/feed`);
  const harvest = { db, clock, audit, ports, ingest: ingest as Ingest<never>, log: { info: (fields: object, text: string) => log.info(fields, text), warn: (fields: object, text: string) => log.warn(fields, text) } };
  const federation = createFederation(harvest, createPartnerReader(harvest));
  // three looks per schedule: what a partner withdraws is gone here within a minute by default
  base.every('partner catalogues', Math.max(1_000, Math.floor(config.catalogue.harvestMs / 3)), async () => void (await federation.harvestAll()));
  const wake = createWaker({
    newest: () => newestPublished(db), partners: ports.partners, log: harvest.log,
    wake: async (partner) => void (await needs.partnerClient.request(partner.nodeId, { method: 'POST', path: '/catalogue/wake', timeoutMs: 5_000, maxBytes: 65_536 })),
  });
  base.every('news for partners', 2_000, wake);
  const alerts = createAlerts({ db, clock, index: catalogue.index, newestChange: catalogue.newestChange, ...(needs.notices === undefined ? {} : { tell: needs.notices.tellFollowers, know: needs.notices.know }) });
  const usage = createUsage({ db, clock });
  const sparql = createSparql({ db, clock, newestChange: catalogue.newestChange });
  const quality = createQuality({ db, clock, links });
  const documents = createDocuments({ db, clock, audit, seen: quality.seen });
  base.every('quality of the month', 3_600_000, quality.measure);
  quality.measure().catch((error: unknown) => log.warn({ err: error }, 'quality of the month not measured'));
  base.every('catalogue alerts', 10_000, async () => void (await alerts.run()));
  base.every('catalogue use figures', 10_000, usage.flush);
  base.onStop('catalogue use figures', usage.flush);
  base.onStop('catalogue queries', sparql.close);
  return {
    catalogue, ingest, federation, usage, links, datasetForApplication: catalogue.forApplication,
    publicOperations: [
      ...searchOperations(catalogue, clock.now), ...savedOperations(alerts), ...partnerCatalogueDesk(federation), readUsage(usage), ...catalogueOperations(catalogue, needs.renderPage, usage), getSame(createSameDataset({ db, representations: catalogue.representations })),
      ...qualityOperations(quality, documents), ...fdpOperations(createFdp(catalogue, clock.now())), ...sparqlOperations(sparql),
      ...feedOperations(feed, everyone),
      ...fhirOperations(fhir, { version, started: clock.now(), name: own.name['en'] ?? own.id }, needs.fhirWrites),
    ],
    partnerOperations: [...partnerCatalogueOperations(catalogue, federation.harvest), ...feedOperations(feed, partners)],
  };
};
