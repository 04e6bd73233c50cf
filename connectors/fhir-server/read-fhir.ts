import { Client } from 'fhir-kit-client';
import type { Bundle, BundleEntry, CapabilityStatement, Library, Organization } from 'fhir/r4.d.ts';
import { AppError } from '../../core/errors.ts';
import { absoluteIri } from '../../mappings/dcat-builder/values.ts';
import { libraryToDcat } from '../../mappings/fhir-to-dcat/index.ts';
import type { ReadContext, ReadEvent } from '../../mappings/source-events/read-event.ts';
import type { HttpClient } from '../http/http-client.ts';
import { translateHttpError } from '../http/exchange.ts';

const perPage = 100;

type FhirError = { readonly response?: { readonly status?: number; readonly data?: { issue?: readonly { diagnostics?: string }[] } }; readonly message?: string };

const translate = (thrown: unknown, base: string): AppError => {
  const { response } = thrown as FhirError;
  if (response?.status === undefined) return translateHttpError((thrown as { cause?: unknown }).cause ?? thrown, new URL(base));
  const why = response.status === 401 || response.status === 403 ? ': it asks for credentials, or refuses those it got' : '';
  return new AppError('unavailable', 'unreadable', `The FHIR server ${new URL(base).host} answered ${response.status}${why}.`, { cause: thrown, extra: { status: response.status } });
};

/** Calls through fhir-kit-client, over the guarded agent and at the source's pace. */
const callerOf = (base: string, http: HttpClient, credentials: Readonly<Record<string, string>>) => {
  const client = new Client({ baseUrl: base, customHeaders: { accept: 'application/fhir+json', ...credentials }, requestOptions: { dispatcher: http.agent, redirect: 'error' } });
  const call = async <T>(work: (options: { signal: AbortSignal }) => Promise<unknown>): Promise<T> => {
    try {
      return (await http.pace(() => work({ signal: AbortSignal.timeout(http.limits.pageMs) }))) as T;
    } catch (error) {
      throw translate(error, base);
    }
  };
  return { client, call };
};
type Fhir = ReturnType<typeof callerOf>;

const isLibrary = (resource: { readonly resourceType: string } | undefined): resource is Library => resource?.resourceType === 'Library';

/** @returns whether the server tells deletions: `history-type` on Library */
const checkServer = async ({ client, call }: Fhir, base: string): Promise<boolean> => {
  const statement = await call<CapabilityStatement>((options) => client.capabilityStatement(options));
  if (statement.resourceType !== 'CapabilityStatement') throw new AppError('unavailable', 'parse-error', `${base}/metadata is no CapabilityStatement: give the base address of a FHIR R4 server.`);
  if (!statement.fhirVersion.startsWith('4.0')) throw new AppError('unavailable', 'parse-error', `${base} speaks FHIR ${statement.fhirVersion}; R4 (4.0.1) is read here.`);
  return statement.rest?.some((rest) => rest.resource?.some((one) => one.type === 'Library' && one.interaction?.some(({ code }) => code === 'history-type'))) === true;
};

/** Organizations a Library refers to, each read once per walk; one that cannot be read stays a reference. */
const organizationReader = ({ client, call }: Fhir) => {
  const known = new Map<string, Promise<Organization | undefined>>();
  const read = (id: string): Promise<Organization | undefined> => {
    const found = known.get(id) ?? call<Organization>((options) => client.read({ resourceType: 'Organization', id, options })).catch(() => undefined);
    known.set(id, found);
    return found;
  };
  return async (library: Library): Promise<ReadonlyMap<string, Organization>> => {
    const references = [...JSON.stringify(library).matchAll(/"reference":"Organization\/([A-Za-z0-9.-]{1,64})"/g)].map((match) => match[1] ?? '');
    const organizations = new Map<string, Organization>();
    for (const id of new Set(references)) {
      const organization = await read(id);
      if (organization !== undefined) organizations.set(`Organization/${id}`, organization);
    }
    return organizations;
  };
};

const nextOf = (bundle: Bundle, base: string): string | undefined => {
  const next = bundle.link?.find((link) => link.relation === 'next')?.url;
  if (next === undefined) return undefined;
  const url = new URL(next, `${base}/`);
  if (url.origin !== new URL(base).origin) throw new AppError('unavailable', 'loop', `the next page is on another server (${url.origin})`);
  return url.href;
};

const entriesOf = (bundle: Bundle): readonly BundleEntry[] => bundle.entry ?? [];

const page = async function* (bundle: Bundle, base: string, organizationsOf: (library: Library) => Promise<ReadonlyMap<string, Organization>>): AsyncGenerator<ReadEvent> {
  for (const { resource } of entriesOf(bundle)) {
    if (!isLibrary(resource)) continue;
    const mapped = libraryToDcat(resource, { base, organizations: await organizationsOf(resource) });
    for (const problem of mapped.problems) yield { type: 'problem', problem };
    for (const description of mapped.descriptions) yield { type: 'description', description };
  }
};

const loop: ReadEvent = { type: 'incomplete', code: 'loop', detail: 'the server sent the same next link twice: the walk stopped there' };

/** The address a deleted Library had: what its last version said, else where it was. A server that forgot its versions leaves the second. */
const addressOf = async ({ client, call }: Fhir, base: string, id: string): Promise<string> => {
  const versions = await call<Bundle>((options) => client.request(`${base}/Library/${id}/_history`, { method: 'GET', options })).catch(() => undefined);
  const last = versions?.entry?.map(({ resource }) => resource).find(isLibrary);
  return absoluteIri(last?.url) ?? `${base}/Library/${id}`;
};

/** Deletions since the last run: entries of `Library/_history` that say DELETE, unless a later entry brought the Library back (newest first, R4 §3.1.0.12). */
const deletions = async function* (fhir: Fhir, base: string, since: string, walkOn: (next: string) => boolean): AsyncGenerator<ReadEvent> {
  const settled = new Set<string>();
  for (let url: string | undefined = `${base}/Library/_history?_since=${encodeURIComponent(since)}&_count=${perPage}`; url !== undefined; ) {
    if (!walkOn(url)) return void (yield loop);
    const here: string = url;
    const bundle: Bundle = await fhir.call<Bundle>((options) => fhir.client.request(here, { method: 'GET', options }));
    for (const { request, resource } of entriesOf(bundle)) {
      const id = resource?.id ?? /^(?:.*\/)?Library\/([A-Za-z0-9.-]{1,64})/.exec(request?.url ?? '')?.[1];
      if (id === undefined || settled.has(id)) continue;
      settled.add(id);
      if (request?.method === 'DELETE') yield { type: 'gone', iri: await addressOf(fhir, base, id), reason: 'The FHIR server tells that it was deleted.' };
    }
    url = nextOf(bundle, base);
  }
};

/** Reads `Library?type=asset-collection` page by page, with the organizations it refers to; after the first time only what changed since, and what was deleted when the
 *  server tells it.
 *  @see catalogue.md §4.6 */
export const readFhir = async function* (context: ReadContext, http: HttpClient, credentials: Readonly<Record<string, string>>): AsyncGenerator<ReadEvent> {
  const base = (context.source.address ?? '').replace(/\/+$/, '');
  const fhir = callerOf(http.guard(base).href.replace(/\/+$/, ''), http, credentials);
  const tellsDeletions = await checkServer(fhir, base);
  const organizationsOf = organizationReader(fhir);
  const since = context.position;
  if (since !== undefined) yield { type: 'partial' };
  const searchParams = { type: 'asset-collection', _count: perPage, ...(since === undefined ? {} : { _lastUpdated: `gt${since}` }) };
  let bundle = context.resumeFrom === undefined
    ? await fhir.call<Bundle>((options) => fhir.client.search({ resourceType: 'Library', searchParams, options }))
    : await fhir.call<Bundle>((options) => fhir.client.request(context.resumeFrom ?? '', { method: 'GET', options }));
  const visited = new Set<string>();
  const walkOn = (next: string): boolean => {
    if (visited.has(next)) return false;
    visited.add(next);
    http.guard(next);
    return true;
  };
  for (;;) {
    if (bundle.resourceType !== 'Bundle') throw new AppError('unavailable', 'parse-error', `${base} did not answer a search with a Bundle.`);
    if (bundle.total !== undefined && since === undefined) yield { type: 'total', total: bundle.total };
    yield* page(bundle, base, organizationsOf);
    const next = nextOf(bundle, base);
    yield { type: 'page', ...(next === undefined ? {} : { position: next }) };
    if (next === undefined) break;
    if (!walkOn(next)) return void (yield loop);
    bundle = await fhir.call<Bundle>((options) => fhir.client.request(next, { method: 'GET', options }));
  }
  // a full run finds what is gone by its absence
  if (since !== undefined && tellsDeletions) yield* deletions(fhir, base, since, walkOn);
  yield { type: 'next-position', position: context.now };
};
