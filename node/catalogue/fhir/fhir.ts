import type { Bundle, BundleEntry, Endpoint, FhirResource, Library, List, OperationOutcome } from 'fhir/r4.d.ts';
import { AppError } from '../../../core/errors.ts';
import { textIn } from '../../../core/languages.ts';
import { mappingReport } from '../../../mappings/dataset-to-fhir/mapping-report.ts';
import { organizationId, toOrganization } from '../../../mappings/dataset-to-fhir/organization.ts';
import { toLibrary } from '../../../mappings/dataset-to-fhir/to-library.ts';
import { agentById, agentsByIds, type StoredAgent } from '../agent-store.ts';
import type { CatalogueService } from '../catalogue.ts';
import type { CataloguePartner } from '../ports.ts';
import { parseStored } from '../publish/catalog-record.ts';
import { isUuid } from '../publish/representations.ts';
import type { StoredRecord, StoredVersion } from '../store.ts';
import { versionOf, versionsOf } from '../store.ts';
import type { LibraryRow } from './library-store.ts';
import { findLibraries, libraryParameters } from './library-store.ts';
import { findOrganizations, organizationParameters } from './organization-store.ts';
import type { SearchRequest } from './search-request.ts';

export type FhirParts = { readonly catalogue: CatalogueService; readonly demo: boolean; readonly partners: () => readonly (CataloguePartner & { readonly gateway: string })[] };
type Shown = { readonly record: StoredRecord; readonly version: Pick<StoredVersion, 'number' | 'version' | 'record' | 'at'> };

/** What the partner gateways and, by their address, the nodes are in FHIR (catalogue.md §4.1). */
const endpointOf = (partner: CataloguePartner & { gateway: string }): Endpoint => ({
  resourceType: 'Endpoint', id: `gateway-${partner.nodeId.toLowerCase()}`, status: partner.active ? 'active' : 'suspended',
  connectionType: { system: 'urn:ehds-node:fhir:connection', code: 'partner-gateway' }, name: textIn(partner.name, 'en')?.text ?? partner.nodeId,
  identifier: [{ system: 'urn:ehds-node:node', value: partner.nodeId }], payloadType: [{ text: 'FHIR message bundles of the consortium' }], address: partner.gateway,
});

const unsupportedOutcome = (names: readonly string[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: names.map((name) => ({ severity: 'warning', code: 'not-supported', details: { text: `The search parameter "${name}" is not supported here and was left out; see /fhir/metadata.` } })),
});

/** FHIR R4 view of the catalogue (catalogue.md §4): read, vread, history, search. Everything is made from the stored versions. */
export const createFhir = (parts: FhirParts) => {
  const { catalogue } = parts;
  const { db, identity } = catalogue;
  const base = `${identity.url}/fhir`;

  const library = ({ record, version }: Shown): Library =>
    toLibrary(version.record, {
      id: record.id, base: identity.url, versionId: String(version.number), lastUpdated: version.at, version: version.version, state: record.state, demo: parts.demo,
      ...(record.checked_at === null ? {} : { checkedAt: record.checked_at }),
    });
  const organization = (agent: StoredAgent) =>
    toOrganization(agent.agent, { lastUpdated: agent.changed_at, roles: agent.roles.filter((role) => role === 'hdab' || role === 'holder') });

  const readLibrary = async (id: string): Promise<Library> => library(await catalogue.representations.head(id));
  const readVersion = async (id: string, versionId: string): Promise<Library> => {
    const { record } = await catalogue.representations.head(id);
    const version = /^\d{1,9}$/.test(versionId) ? await versionOf(db, id, Number(versionId)) : undefined;
    if (version === undefined || version.published_at === null) throw new AppError('not-found', 'unknown-version', `Library ${id} has no version ${versionId}.`);
    return library({ record, version });
  };
  const history = async (id: string): Promise<Bundle> => {
    const { record } = await catalogue.representations.head(id);
    const versions = (await versionsOf(db, id)).filter((version) => version.published_at !== null);
    return {
      resourceType: 'Bundle', type: 'history', total: versions.length, link: [{ relation: 'self', url: `${base}/Library/${id}/_history` }],
      entry: versions.map((version, at) => ({
        fullUrl: `${base}/Library/${id}`, resource: library({ record, version }),
        request: { method: at === versions.length - 1 ? 'POST' : 'PUT', url: `Library/${id}` }, response: { status: at === versions.length - 1 ? '201' : '200', lastModified: version.at, etag: `W/"${version.number}"` },
      })),
    };
  };
  const readOrganization = async (id: string) => {
    const agent = isUuid(id) ? await agentById(db, id) : undefined;
    if (agent === undefined) throw new AppError('not-found', 'unknown-organization', `There is no Organization ${id} here.`);
    return organization(agent);
  };
  const list = async (): Promise<List> => {
    const page = await catalogue.page({ scope: 'own', perPage: 500, after: '' });
    return {
      resourceType: 'List', id: 'catalogue', status: 'current', mode: 'working', title: identity.name['en'] ?? identity.node,
      ...(page.facts.modified === null ? {} : { date: page.facts.modified }), source: { display: identity.name['en'] ?? identity.node },
      // a List cannot be paged; beyond 500 datasets GET /fhir/Library is the way, and the note says so
      ...(page.facts.total > 500 ? { note: [{ text: `The first 500 of ${page.facts.total} datasets; all of them: ${base}/Library` }] } : {}),
      entry: page.records.map((record) => ({ item: { reference: `Library/${record.id}`, display: record.title } })),
    };
  };
  const endpoints = (): readonly Endpoint[] => parts.partners().map(endpointOf);

  const includes = async (rows: readonly Shown[], wanted: readonly string[]): Promise<BundleEntry[]> => {
    const roles = { 'Library:hdab': ['hdab', 'hdabCoordinator'], 'Library:custodian': ['custodian'], 'Library:publisher-org': ['publisher'] } as const;
    const names = wanted.flatMap((one) => roles[one as keyof typeof roles] ?? []);
    const ids = new Set(rows.flatMap(({ version }) => names.flatMap((name) => version.record[name]?.iri ?? [])).map(organizationId));
    return (await agentsByIds(db, [...ids])).map((agent) => ({ fullUrl: `${base}/Organization/${agent.id}`, resource: organization(agent), search: { mode: 'include' } }));
  };

  const bundle = (type: string, request: SearchRequest, total: number, matches: readonly FhirResource[], more: readonly BundleEntry[]): Bundle => {
    const next = request.offset + matches.length < total && matches.length > 0 ? request.offset + matches.length : undefined;
    const address = (offset?: number) => `${base}/${type}?${request.selfQuery}${offset === undefined ? '' : `${request.selfQuery === '' ? '' : '&'}_cursor=${Buffer.from(`o${offset}`).toString('base64url')}`}`;
    return {
      resourceType: 'Bundle', type: 'searchset', total,
      link: [{ relation: 'self', url: address(request.offset === 0 ? undefined : request.offset) }, ...(next === undefined ? [] : [{ relation: 'next', url: address(next) }])],
      entry: [
        ...matches.map((resource) => ({ fullUrl: `${base}/${type}/${resource.id ?? ''}`, resource: request.narrow(resource), search: { mode: 'match' as const } })),
        ...more,
        ...(request.unsupported.length === 0 ? [] : [{ resource: unsupportedOutcome(request.unsupported), search: { mode: 'outcome' as const } }]),
      ],
    };
  };

  const textDocs = async (text: string | undefined): Promise<readonly number[] | undefined> =>
    text === undefined ? undefined : catalogue.index.matching({ q: text, lang: 'en', facets: new Map(), ranges: [], sort: 'relevance', page: 1, perPage: 20 }, 10_000);

  const searchLibrary = async (request: SearchRequest): Promise<Bundle> => {
    const docs = await textDocs(request.text);
    const found = await findLibraries(db, { asked: request.asked, docs, sort: request.sort, limit: request.countOnly ? 0 : request.count, offset: request.offset });
    const shown = found.rows.map((row: LibraryRow): Shown => ({ record: row, version: row.v }));
    return bundle('Library', request, found.total, shown.map(library), await includes(shown, request.include));
  };
  const searchOrganization = async (request: SearchRequest): Promise<Bundle> => {
    const found = await findOrganizations(db, request.asked, request.countOnly ? 0 : request.count, request.offset);
    return bundle('Organization', request, found.total, found.rows.map(organization), []);
  };
  const inMemory = async (type: 'Endpoint' | 'List', request: SearchRequest): Promise<Bundle> => {
    const all: readonly FhirResource[] = type === 'Endpoint' ? endpoints() : [await list()];
    const kept = all.filter((resource) => request.asked.every((one) => matchesInMemory(resource, one.name, one.values)));
    return bundle(type, request, kept.length, kept.slice(request.offset, request.offset + request.count), []);
  };

  return {
    base, readLibrary, readVersion, history, readOrganization, list, endpoints,
    mappingReport: async (id: string): Promise<OperationOutcome> => {
      const { record, version } = await catalogue.representations.head(id);
      const facts = { id, base: identity.url, versionId: String(version.number), lastUpdated: version.at, version: version.version, state: record.state };
      return mappingReport({ iri: record.iri, quads: parseStored(version.quads) }, facts);
    },
    search: (type: FhirType, request: SearchRequest): Promise<Bundle> => {
      if (type === 'Library') return searchLibrary(request);
      return type === 'Organization' ? searchOrganization(request) : inMemory(type, request);
    },
  };
};
export type Fhir = ReturnType<typeof createFhir>;

export const fhirTypes = ['Library', 'Organization', 'Endpoint', 'List'] as const;
export type FhirType = (typeof fhirTypes)[number];

const inMemoryParameters = {
  Endpoint: { _id: { type: 'token', doc: 'id' }, organization: { type: 'reference', doc: 'not stated' }, 'connection-type': { type: 'token', doc: 'partner-gateway' }, status: { type: 'token', doc: 'active or suspended' }, identifier: { type: 'token', doc: 'node id' } },
  List: { _id: { type: 'token', doc: 'id' }, title: { type: 'string', doc: 'title' }, item: { type: 'reference', doc: 'a dataset in it' } },
} as const;

const matchesInMemory = (resource: FhirResource, name: string, values: readonly string[]): boolean => {
  const bare = values.map((value) => value.slice(value.lastIndexOf('|') + 1));
  if (name === '_id') return bare.includes(resource.id ?? '');
  if (resource.resourceType === 'List') {
    if (name === 'title') return values.some((value) => (resource.title ?? '').toLowerCase().startsWith(value.toLowerCase()));
    return resource.entry?.some((entry) => values.some((value) => entry.item.reference === value || entry.item.reference === `Library/${value}`)) ?? false;
  }
  if (resource.resourceType !== 'Endpoint') return false;
  if (name === 'status') return bare.includes(resource.status);
  if (name === 'connection-type') return bare.includes(resource.connectionType.code ?? '');
  return name === 'identifier' && (resource.identifier?.some((one) => bare.includes(one.value ?? '')) ?? false);
};

/** Search parameters by resource type: the one table of search, CapabilityStatement and SearchParameter. */
export const parametersOf = (type: FhirType): Readonly<Record<string, { readonly type: string; readonly doc: string; readonly own?: boolean }>> => {
  if (type === 'Library') return { ...libraryParameters, _text: { type: 'special', doc: 'full text of the catalogue search' }, _content: { type: 'special', doc: 'full text of the catalogue search' } };
  return type === 'Organization' ? organizationParameters : inMemoryParameters[type];
};

export const includesOf = (type: FhirType): readonly string[] => (type === 'Library' ? ['Library:hdab', 'Library:custodian', 'Library:publisher-org'] : []);
